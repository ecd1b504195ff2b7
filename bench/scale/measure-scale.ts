import { callOnce } from '../client/one-call.ts'
import { runRound } from '../client/round.ts'
import { administrator } from '../fleet.ts'
import type { Load } from '../loads/load.ts'
import type { BenchOptions } from '../options.ts'
import { startTagplane } from '../servers/tagplane-server.ts'
import { median, percentile } from '../statistics.ts'
import { growStore, startStore } from './grow-store.ts'
import type { GrowingStore } from './growing-store.ts'
import { scaleLoads } from './loads.ts'

/** What a store of one size came to. */
export interface ScaleStep {
  readonly tags: number
  /** Milliseconds, by the name of the load. */
  readonly p50: Readonly<Record<string, number>>
  readonly p99: Readonly<Record<string, number>>
  readonly rssMib: number
  readonly fileMib: number
  /** Milliseconds from the start of the process to the answer of its first signed call. */
  readonly startUpMs: number
}

const tagsPerInstance = 10
/** The loads sign with the key of the tenant that they call for. */
const caller = { ...administrator, token: '' }
const startsPerStep = 3
const warmUpSeconds = 1
const requestsPerSecondMax = 20_000

/** The steps of 10⁴ tags, ten times as many with each, up to `tagsMax`, on one store that grows. */
export async function measureScale(
  store: GrowingStore,
  tagsMax: number,
  options: BenchOptions,
  progress: (text: string) => void,
): Promise<readonly ScaleStep[]> {
  await startStore(store)
  const steps: ScaleStep[] = []
  let before = 0
  for (let tags = 10_000; tags <= tagsMax; tags *= 10) {
    const instances = tags / tagsPerInstance
    await growStore(store, before, instances, (count) => progress(`filling: ${count} of ${instances} instances`))
    before = instances
    steps.push(await measureStep(store, tags, instances, options, progress))
  }
  return steps
}

async function measureStep(
  store: GrowingStore,
  tags: number,
  fleetSize: number,
  options: BenchOptions,
  progress: (text: string) => void,
): Promise<ScaleStep> {
  const startUps: number[] = []
  for (let start = 0; start < startsPerStep; start++) {
    await using server = await startTagplane(store.data, store.serveArgs)
    await callOnce(server.port, scaleLoads[0] as Load, fleetSize, caller)
    startUps.push(performance.timeOrigin + performance.now() - server.startedAt)
  }
  await using server = await startTagplane(store.data, store.serveArgs)
  const p50: Record<string, number> = {}
  const p99: Record<string, number> = {}
  let number = 0
  for (const load of scaleLoads) {
    const run = async (seconds: number) => {
      progress(`${tags} tags: ${load.name}`)
      const requestsPerConnection = Math.ceil((requestsPerSecondMax * seconds) / options.connections)
      const plan = { port: server.port, load, caller, fleetSize, connections: options.connections, seconds }
      const round = await runRound({ ...plan, requestsPerConnection, number })
      number += requestsPerConnection + (requestsPerConnection % 2)
      return round
    }
    await run(warmUpSeconds)
    const rounds = []
    for (let round = 0; round < options.rounds; round++) rounds.push(await run(options.seconds))
    p50[load.name] = median(rounds.map(({ latencies }) => percentile(latencies, 50)))
    p99[load.name] = median(rounds.map(({ latencies }) => percentile(latencies, 99)))
  }
  const fileMib = (await store.bytes()) / 2 ** 20
  return { tags, p50, p99, rssMib: server.memory().peak, fileMib, startUpMs: median(startUps) }
}
