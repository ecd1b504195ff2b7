import type { Caller, Load } from '../loads/load.ts'
import type { BenchOptions } from '../options.ts'
import type { ServerProcess } from '../servers/server-process.ts'
import { type Round, runRound } from './round.ts'

const firstRequestsPerConnection = 20
const warmUpSeconds = 1
/** Requests signed, over those that the fastest round so far would use. */
const surplus = 1.5

/** A round with what it cost the server, seconds of processor time. */
export type ServedRound = Round & { readonly serverSeconds: number }

/** Warms a server up, and learns how many requests a round of it takes. */
export async function warmClient(server: ServerProcess, load: Load, caller: Caller, options: BenchOptions) {
  const { connections, fleetSize } = options
  const { port } = server
  let number = 2
  let fastest = 0
  const run = async (seconds: number, requestsPerConnection: number): Promise<ServedRound> => {
    const before = server.cpuSeconds()
    const round = await runRound({ port, load, caller, fleetSize, connections, seconds, requestsPerConnection, number })
    number += requestsPerConnection + (requestsPerConnection % 2)
    fastest = Math.max(fastest, perSecond(round))
    return { ...round, serverSeconds: server.cpuSeconds() - before }
  }
  const forSeconds = (seconds: number) =>
    run(seconds, Math.ceil((fastest * seconds * surplus) / connections) + firstRequestsPerConnection)
  await run(warmUpSeconds, firstRequestsPerConnection)
  await forSeconds(warmUpSeconds / 2)
  await forSeconds(warmUpSeconds)
  return forSeconds
}

/** Requests per second. */
export function perSecond({ requests, seconds }: Round): number {
  return requests / seconds
}
