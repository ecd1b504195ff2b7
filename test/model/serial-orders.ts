import { isDeepStrictEqual } from 'node:util'
import type { Answer, Call } from './calls.ts'
import { step } from './model.ts'
import type { State } from './state.ts'

/** A call made at the same time as others, and what it was answered. */
export interface Answered {
  readonly call: Call
  readonly answer: Answer
}

/**
 * The states in which the calls may have left `state`, one after the other, each answered as it was: one for each order
 * in which the model gives the same answers. None means that the calls got in each other's way.
 */
export function statesAfterSomeOrder(state: State, concurrent: readonly Answered[]): State[] {
  if (concurrent.length === 0) return [state]
  return concurrent.flatMap((first, index) => {
    const { answer, state: next } = step(state, first.call)
    return isDeepStrictEqual(answer, first.answer) ? statesAfterSomeOrder(next, concurrent.toSpliced(index, 1)) : []
  })
}
