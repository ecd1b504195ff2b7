import { expect, test } from 'vitest'
import type { Answer, Call } from './calls.ts'
import { type RecordedCall, statesAfter } from './check-history.ts'
import { strictDbs, strictProject } from './fleet.ts'
import { untaggedFleet } from './state.ts'

const [instance = ''] = strictDbs
const done = { status: 200, result: {} } as const

function create(...keys: string[]): Call {
  const tags = keys.map((key) => ({ key, value: 'v' }))
  return {
    cloud: 'huawei',
    operation: 'BatchTagAction',
    project: strictProject,
    instance,
    body: { action: 'create', tags },
  }
}

const list: Call = { cloud: 'huawei', operation: 'ListInstanceTags', project: strictProject, instance, body: undefined }
const six = ['a', 'b', 'c', 'd', 'e', 'f']
const otherSix = six.map((key) => `${key}2`)
const overLimit = { status: 400, code: 'DBS.280484', message: 'Tag number reach limit.' }

/** Calls at the same time, unless said otherwise; undefined as the answer if there was none. */
function at(call: Call, answer: Answer | undefined, calledAt = 0, returnedAt = 1): RecordedCall {
  return answer ? { call, answer, calledAt, returnedAt } : { call, calledAt, returnedAt: Number.POSITIVE_INFINITY }
}

function listed(...tags: readonly string[]): Answer {
  return { status: 200, result: tags.map((text) => text.split('=')) }
}

function endings(...history: readonly RecordedCall[]): number {
  return [...statesAfter(untaggedFleet(), history)].length
}

test('a reader sees the tags before a write or after it', () => {
  const write = at(create('a', 'b'), done)
  expect(endings(write, at(list, listed()))).toBe(1)
  expect(endings(write, at(list, listed('a=v', 'b=v')))).toBe(1)
})

test('a reader that sees half of a write fits no order', () => {
  expect(endings(at(create('a', 'b'), done), at(list, listed('a=v')))).toBe(0)
})

test('of two writes that together pass the limit, one is refused', () => {
  const [first, second] = [create(...six), create(...otherSix)]
  expect(endings(at(first, done), at(second, overLimit))).toBe(1)
  expect(endings(at(first, done), at(second, done))).toBe(0)
  expect(endings(at(first, overLimit), at(second, overLimit))).toBe(0)
})

test('two writes at the same time may come in either order', () => {
  expect(endings(at(create('a'), done), at(create('b'), done))).toBe(2)
})

test('a reader that is called after a write has returned sees it', () => {
  const write = at(create('a'), done, 0, 1)
  expect(endings(write, at(list, listed('a=v'), 2, 3))).toBe(1)
  expect(endings(write, at(list, listed(), 2, 3))).toBe(0)
})

test('once a reader has seen a write, no later reader misses it', () => {
  const write = at(create('a'), done, 0, 10)
  expect(endings(write, at(list, listed(), 1, 2), at(list, listed('a=v'), 3, 4))).toBe(1)
  expect(endings(write, at(list, listed('a=v'), 1, 2), at(list, listed(), 3, 4))).toBe(0)
})

test('a write without an answer may have taken effect at any later time, or never', () => {
  const write = at(create('a'), undefined)
  expect(endings(write)).toBe(2)
  expect(endings(write, at(list, listed(), 5, 6), at(list, listed('a=v'), 7, 8))).toBe(1)
  expect(endings(write, at(list, listed('a=v'), 5, 6), at(list, listed(), 7, 8))).toBe(0)
})

test('a write without an answer takes no effect after the death of its server', () => {
  const { returnedAt, ...write } = at(create('a'), undefined)
  const until = { ...write, returnedAt: 4 }
  expect(returnedAt).toBe(Number.POSITIVE_INFINITY)
  expect(endings(until, at(list, listed('a=v'), 5, 6))).toBe(1)
  expect(endings(until, at(list, listed(), 5, 6), at(list, listed(), 7, 8))).toBe(1)
  expect(endings(until, at(list, listed(), 5, 6), at(list, listed('a=v'), 7, 8))).toBe(0)
})

test('a write that was never made is seen by no reader', () => {
  expect(endings(at(create('a'), undefined), at(list, listed('b=v')))).toBe(0)
})

test('a lost write is found: it was answered with success, and a later reader does not see it', () => {
  const history = [at(create('a'), done, 0, 1), at(create('b'), done, 2, 3), at(list, listed('b=v'), 4, 5)]
  expect(endings(...history)).toBe(0)
})

test('a hundred calls without an answer do not keep a long history from being judged', () => {
  const [write, read] = [at(create('a'), done, 0, 1), at(list, listed('a=v'), 2, 3)]
  const unanswered = Array.from({ length: 100 }, () => at(list, undefined, 4))
  expect(statesAfter(untaggedFleet(), [write, read, ...unanswered]).next().done).toBe(false)
})
