import { isDeepStrictEqual } from 'node:util'
import type { Answer, Call } from './calls.ts'
import { step } from './model.ts'
import type { State } from './state.ts'

/** A call, what it was answered, and when; on one clock for all. */
export interface RecordedCall {
  readonly call: Call
  /** Absent if nobody knows: it may have taken effect, or never. */
  readonly answer?: Answer
  readonly calledAt: number
  /** If it was not answered: when it could no longer take effect, as its server was dead; else Infinity. */
  readonly returnedAt: number
}

/** How far a search is: the calls that have taken effect, by their place in the history, and where that leads. */
interface Reached {
  /** One past the last that has. */
  readonly next: number
  /** Those before that have not. */
  readonly skipped: readonly number[]
  readonly state: State
}

/**
 * The states in which a history may have left `initial`, each once, if each call took effect at one moment between its
 * begin and its end and was answered as the model says; none if no order of such moments explains the answers. Wing and
 * Gong's search ("Testing and Verifying Concurrent Objects", 1993), in which nothing that was reached is looked at twice.
 */
export function* statesAfter(initial: State, history: readonly RecordedCall[]): Generator<State> {
  const calls = history.toSorted((one, other) => one.calledAt - other.calledAt)
  const isOpen = (index: number) => calls[index]?.answer === undefined
  const end = calls.findLastIndex(({ answer }) => answer !== undefined)
  const instances = [...new Set(calls.flatMap(({ call }) => instancesOf(call)))]
  const seen = new Set<string>()
  const found = new Set<string>()
  const ahead: Reached[] = [{ next: 0, skipped: [], state: initial }]
  for (let reached = ahead.pop(); reached; reached = ahead.pop()) {
    const { next, skipped, state } = reached
    const tags = tagsKey(state, instances)
    const key = `${next} ${skipped.join()} ${tags}`
    if (seen.has(key)) continue
    seen.add(key)
    if (next > end && skipped.every(isOpen) && !found.has(tags)) {
      found.add(tags)
      yield state
    }
    ahead.push(...nextSteps(calls, reached).toReversed())
  }
}

/**
 * Every call that may have been the next to take effect: none that was made after another one had returned. Those that
 * were not answered come last, to be tried where nothing else explains the answers.
 */
function nextSteps(calls: readonly RecordedCall[], reached: Reached): Reached[] {
  const steps: Reached[] = []
  const guesses: Reached[] = []
  let returnedFirst = Number.POSITIVE_INFINITY
  for (const index of undone(calls.length, reached)) {
    const { call, answer, calledAt, returnedAt } = calls[index] as RecordedCall
    if (calledAt > returnedFirst) break
    if (answer !== undefined) returnedFirst = Math.min(returnedFirst, returnedAt)
    const next = step(reached.state, call)
    if (answer !== undefined && !isDeepStrictEqual(next.answer, answer)) continue
    const after = { ...withDone(calls, reached, index), state: next.state }
    if (answer === undefined) guesses.push(after)
    else steps.push(after)
  }
  return [...steps, ...guesses]
}

function* undone(count: number, { next, skipped }: Reached): Generator<number> {
  yield* skipped
  for (let index = next; index < count; index++) yield index
}

/** What was not answered, and can no longer take effect, never does. */
function withDone(calls: readonly RecordedCall[], reached: Reached, index: number): Pick<Reached, 'next' | 'skipped'> {
  const now = calls[index]?.calledAt ?? 0
  const next = Math.max(reached.next, index + 1)
  const all = [...undone(next, reached)].filter((each) => each !== index)
  return { next, skipped: all.filter((each) => calls[each]?.answer || Number(calls[each]?.returnedAt) >= now) }
}

function instancesOf(call: Call): readonly string[] {
  return call.cloud === 'alibaba' ? call.ids : [call.instance]
}

function tagsKey(state: State, instances: readonly string[]): string {
  return JSON.stringify(instances.map((id) => [...(state.get(id)?.tags ?? [])]))
}
