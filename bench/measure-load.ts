import { callOnce, signIn } from './client/one-call.ts'
import { perSecond, type ServedRound, warmClient } from './client/warm-client.ts'
import { administrator } from './fleet.ts'
import type { Load } from './loads/load.ts'
import type { BenchOptions } from './options.ts'
import type { Memory } from './servers/process-figures.ts'
import { startBare } from './servers/start-bare.ts'
import { profileOf, startTagplane } from './servers/tagplane-server.ts'
import { median, percentile } from './statistics.ts'

/** One server under one load; medians over its rounds. Latencies in milliseconds. */
export interface Figures {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly clientCpu: number
  /** Processor time of the server for one request, microseconds. */
  readonly serverUs: number
}

/** A row of the table. */
export interface Measurement {
  readonly load: Load
  readonly measured: Figures
  readonly bare: Figures
  /** Requests per second of a round, divided by those of the bare round just before; the median. */
  readonly ratio: number
  readonly memory: Memory
}

/** Rounds of a bare server and of Tagplane in turn, on the same core, so that what else the machine does meets both. */
export async function measureLoad(
  load: Load,
  data: string,
  options: BenchOptions,
  progress: (step: string) => void,
): Promise<Measurement> {
  const { rounds } = options
  await using server = await startTagplane(data, [], profileOf(options, load))
  const caller = await signIn(server.port, administrator)
  const bodyBytes = await callOnce(server.port, load, options.fleetSize, caller)
  await using bareServer = await startBare(bodyBytes)

  progress('warming up')
  const bareClient = await warmClient(bareServer, load, caller, options)
  const client = await warmClient(server, load, caller, options)
  const bare: ServedRound[] = []
  const measured: ServedRound[] = []
  for (let round = 1; round <= rounds; round++) {
    progress(`round ${round} of ${rounds}`)
    bare.push(await bareClient(options.seconds))
    measured.push(await client(options.seconds))
  }
  const ratios = measured.map((round, index) => perSecond(round) / perSecond(bare[index] as ServedRound))
  return {
    load,
    measured: figures(measured),
    bare: figures(bare),
    ratio: median(ratios),
    memory: server.memory(),
  }
}

function figures(rounds: readonly ServedRound[]): Figures {
  return {
    perSecond: median(rounds.map(perSecond)),
    p50: median(rounds.map(({ latencies }) => percentile(latencies, 50))),
    p99: median(rounds.map(({ latencies }) => percentile(latencies, 99))),
    clientCpu: median(rounds.map(({ clientCpu }) => clientCpu)),
    serverUs: median(rounds.map(({ serverSeconds, requests }) => (serverSeconds / requests) * 1e6)),
  }
}
