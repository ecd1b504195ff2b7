import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { alibabaCall, contestingAlibabaCall } from './alibaba-calls.ts'
import type { Call } from './calls.ts'
import { type RecordedCall, statesAfter } from './check-history.ts'
import { writeSeedFile } from './fleet.ts'
import { contestingHuaweiCall, huaweiCall, huaweiKeys } from './huawei-calls.ts'
import { step } from './model.ts'
import { cleanUp, observations } from './observe.ts'
import { sendCall } from './send-call.ts'
import { type State, untaggedFleet } from './state.ts'

/** Histories of either kind; more with `TAGPLANE_RUNS=5000 npx vitest run test/model`. */
const numRuns = Number(process.env.TAGPLANE_RUNS ?? 250)
const timeout = 20_000 + numRuns * 500

let server: RunningServer
const seed = writeSeedFile()
beforeAll(async () => {
  server = await startServer({ seed })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  rmSync(dirname(seed), { recursive: true })
})

/** Calls one after the other; each is answered as the model says. @returns the model's state after them */
async function follow(calls: readonly Call[], from: State): Promise<State> {
  let state = from
  for (const call of calls) {
    const expected = step(state, call)
    expect({ call, answer: await sendCall(server, call) }).toEqual({ call, answer: expected.answer })
    state = expected.state
  }
  return state
}

async function startClean(): Promise<State> {
  for (const call of cleanUp(huaweiKeys)) await sendCall(server, call)
  return follow(observations, untaggedFleet())
}

const call = fc.oneof(alibabaCall, huaweiCall)
const concurrentCalls = fc.oneof(
  fc.array(contestingAlibabaCall, { minLength: 2, maxLength: 4 }),
  fc.array(contestingHuaweiCall, { minLength: 2, maxLength: 4 }),
)

test('every call of a history is answered as the documentation says', { timeout }, async () => {
  const history = fc.array(call, { minLength: 1, maxLength: 40 })
  const property = fc.asyncProperty(history, async (calls) => {
    const state = await follow(calls, await startClean())
    await follow(observations, state)
  })
  await fc.assert(property, { numRuns })
})

test('calls at the same time are answered as if they came one after the other', { timeout }, async () => {
  const history = fc.array(call, { maxLength: 5 })
  const property = fc.asyncProperty(history, concurrentCalls, async (calls, concurrent) => {
    const before = await follow(calls, await startClean())
    const answers = await Promise.all(concurrent.map((each) => sendCall(server, each)))
    const answered = concurrent.map((each, index): RecordedCall => {
      const answer = answers[index] as (typeof answers)[number]
      return { call: each, answer, calledAt: 0, returnedAt: 1 }
    })
    const seen = await Promise.all(observations.map((each) => sendCall(server, each)))
    const possible = Array.from(statesAfter(before, answered), (state) =>
      observations.map((each) => step(state, each).answer),
    )
    expect({ concurrent: answered, possible }).toEqual({
      concurrent: answered,
      possible: expect.arrayContaining([seen]),
    })
  })
  await fc.assert(property, { numRuns })
})
