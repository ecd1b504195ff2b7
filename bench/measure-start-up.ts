import { firstCall } from './client/one-call.ts'
import { startTagplane } from './servers/tagplane-server.ts'
import { median } from './statistics.ts'

const startsPerMeasurement = 5

/** Milliseconds from starting the process to the answer of its first signed call; the median of a few starts. */
export async function measureStartUp(data: string, fleetSize: number): Promise<number> {
  const times: number[] = []
  for (let start = 0; start < startsPerMeasurement; start++) {
    await using server = await startTagplane(data)
    await firstCall(server.port, fleetSize)
    times.push(performance.timeOrigin + performance.now() - server.startedAt)
  }
  return median(times)
}
