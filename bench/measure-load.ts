import { askForToken, callOnce } from './client/one-call.ts'
import { type Round, runRound } from './client/round.ts'
import type { Load } from './loads/load.ts'
import type { BenchOptions } from './options.ts'
import type { Memory } from './servers/process-figures.ts'
import type { ServerProcess } from './servers/server-process.ts'
import { startBare } from './servers/start-bare.ts'
import { startTagplane } from './servers/tagplane-server.ts'
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

const firstRequestsPerConnection = 20
const warmUpSeconds = 1
/** Requests signed, over those that the fastest round so far would use. */
const surplus = 1.5

/** Rounds of a bare server and of Tagplane in turn, on the same core, so that what else the machine does meets both. */
export async function measureLoad(
  load: Load,
  data: string,
  options: BenchOptions,
  progress: (step: string) => void,
): Promise<Measurement> {
  const { profile, rounds } = options
  await using server = await startTagplane(
    data,
    [],
    profile === undefined ? undefined : { folder: profile, name: load.name },
  )
  const token = await askForToken(server.port)
  const bodyBytes = await callOnce(server.port, load, options.fleetSize, token)
  await using bareServer = await startBare(bodyBytes)

  progress('warming up')
  const bareClient = await warmClient(bareServer, load, token, options)
  const client = await warmClient(server, load, token, options)
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

/** A round with what it cost the server, seconds of processor time. */
type ServedRound = Round & { readonly serverSeconds: number }

/** Warms a server up, and learns how many requests a round of it takes. */
async function warmClient(server: ServerProcess, load: Load, token: string, options: BenchOptions) {
  const { connections, fleetSize } = options
  const { port } = server
  let number = 2
  let fastest = 0
  const run = async (seconds: number, requestsPerConnection: number): Promise<ServedRound> => {
    const before = server.cpuSeconds()
    const round = await runRound({ port, load, token, fleetSize, connections, seconds, requestsPerConnection, number })
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

function perSecond({ requests, seconds }: Round): number {
  return requests / seconds
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
