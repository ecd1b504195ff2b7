import { callOnce, signIn } from './client/one-call.ts'
import { perSecond, type ServedRound, warmClient } from './client/warm-client.ts'
import { administrator, withGuard, withOnePolicy, withPolicies } from './fleet.ts'
import type { Load } from './loads/load.ts'
import type { BenchOptions } from './options.ts'
import { profileOf, startTagplane } from './servers/tagplane-server.ts'
import { median } from './statistics.ts'

/** What the policies of a user leave of the administrator's figures; medians over the rounds. */
export interface Share {
  /** Of the requests per second. */
  readonly rate: number
  /** The administrator's processor time for one request, divided by the user's. */
  readonly cpu: number
}

/** A row of the table. */
export interface PolicyMeasurement {
  readonly load: Load
  readonly perSecond: number
  /** Processor time of the server for one request of the administrator, microseconds. */
  readonly serverUs: number
  readonly onePolicy: Share
  readonly policies: Share
  readonly guard: Share
}

const users = [administrator, withOnePolicy, withPolicies, withGuard]

/** The same calls to the same server by the administrator and by users with policies, in turn. */
export async function measurePolicies(
  load: Load,
  data: string,
  options: BenchOptions,
  progress: (step: string) => void,
): Promise<PolicyMeasurement> {
  await using server = await startTagplane(data, [], profileOf(options, load))
  const callers = await Promise.all(users.map((user) => signIn(server.port, user)))
  const clients: ((seconds: number) => Promise<ServedRound>)[] = []
  for (const caller of callers) {
    progress(`warming up, ${clients.length + 1} of ${callers.length}`)
    await callOnce(server.port, load, options.fleetSize, caller)
    clients.push(await warmClient(server, load, caller, options))
  }
  const rounds: ServedRound[][] = clients.map(() => [])
  for (let round = 1; round <= options.rounds; round++) {
    progress(`round ${round} of ${options.rounds}`)
    for (const [index, client] of turned(clients, round)) rounds[index]?.push(await client(options.seconds))
  }
  const [own = [], one = [], many = [], guarded = []] = rounds
  return {
    load,
    perSecond: median(own.map(perSecond)),
    serverUs: median(own.map(microseconds)),
    onePolicy: shareOf(own, one),
    policies: shareOf(own, many),
    guard: shareOf(own, guarded),
  }
}

/** Forwards in one round and backwards in the next, so that nobody always comes first. */
function turned<T>(list: readonly T[], round: number): readonly (readonly [number, T])[] {
  const entries = [...list.entries()]
  return round % 2 === 0 ? entries.reverse() : entries
}

function shareOf(own: readonly ServedRound[], others: readonly ServedRound[]): Share {
  const share = (figure: (one: ServedRound, other: ServedRound) => number) =>
    median(others.map((other, index) => figure(own[index] as ServedRound, other)))
  return {
    rate: share((one, other) => perSecond(other) / perSecond(one)),
    cpu: share((one, other) => microseconds(one) / microseconds(other)),
  }
}

function microseconds({ serverSeconds, requests }: ServedRound): number {
  return (serverSeconds / requests) * 1e6
}
