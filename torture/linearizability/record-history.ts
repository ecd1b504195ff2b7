import { setTimeout as sleep } from 'node:timers/promises'
import type { Call } from '../../test/model/calls.ts'
import type { RecordedCall } from '../../test/model/check-history.ts'
import { sendCall } from '../../test/model/send-call.ts'
import type { RunningServer } from '../../test/server.ts'
import type { Random } from '../random.ts'
import { type Contested, contestedCall, objects } from './contested-call.ts'

const answerMsMax = 5000
/** Statuses from here on do not tell what became of the call. */
const failedFrom = 500
/** After a call that failed, for a server that is being started again. */
const pauseMs = 20

export interface Target {
  /** The servers that calls go to, as they are at the moment; the same fleet behind all. */
  readonly nodes: () => readonly RunningServer[]
  /** How long after the death of its server a call may still take effect, milliseconds. */
  readonly afterlifeMs: number
}

/** The calls to each object, in the order in which they returned. */
export type Histories = ReadonlyMap<Contested, RecordedCall[]>

/** Lets `clients` make calls at the same time, `calls` in all, each to a random object through a random node. */
export async function recordHistory(
  { nodes, afterlifeMs }: Target,
  clients: number,
  calls: number,
  random: Random,
  made: (count: number) => void,
): Promise<Histories> {
  const histories: Histories = new Map(objects.map((object) => [object, []]))
  let begun = 0
  let recorded = 0
  const client = async (own: Random) => {
    while (recorded < calls) {
      const object = own.pick(objects)
      const call = await record(own.pick(nodes()), afterlifeMs, contestedCall(object, begun++, own))
      if (!call) continue
      histories.get(object)?.push(call)
      made(++recorded)
    }
  }
  await Promise.all(Array.from({ length: clients }, () => client(random.fork())))
  return histories
}

/** @returns undefined if the call came to nothing: it never reached a server, or is a read that was not answered */
async function record(server: RunningServer, afterlifeMs: number, call: Call): Promise<RecordedCall | undefined> {
  const calledAt = performance.now()
  const end = await Promise.race([sendCall(server, call).catch((error: Error) => error), late()])
  if (!(end instanceof Error) && end.status < failedFrom) {
    return { call, answer: end, calledAt, returnedAt: performance.now() }
  }
  await sleep(pauseMs)
  const isRefused = end instanceof Error && 'code' in end && end.code === 'ECONNREFUSED'
  if (isRefused || isRead(call)) return undefined
  const isServerDead = server.process.signalCode !== null
  return { call, calledAt, returnedAt: isServerDead ? performance.now() + afterlifeMs : Number.POSITIVE_INFINITY }
}

function isRead({ operation }: Call): boolean {
  return operation === 'ListTagResources' || operation === 'ListInstanceTags'
}

function late(): Promise<Error> {
  return sleep(answerMsMax, new Error('No answer in time'), { ref: false })
}
