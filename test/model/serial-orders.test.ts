import { expect, test } from 'vitest'
import type { Call } from './calls.ts'
import { strictDbs, strictProject } from './fleet.ts'
import { statesAfterSomeOrder } from './serial-orders.ts'
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

function orders(...concurrent: Parameters<typeof statesAfterSomeOrder>[1][number][]) {
  return statesAfterSomeOrder(untaggedFleet(), concurrent).length
}

test('a reader sees the tags before a write or after it', () => {
  const write = { call: create('a', 'b'), answer: done }
  expect(orders(write, { call: list, answer: { status: 200, result: [] } })).toBe(1)
  expect(
    orders(write, {
      call: list,
      answer: {
        status: 200,
        result: [
          ['a', 'v'],
          ['b', 'v'],
        ],
      },
    }),
  ).toBe(1)
})

test('a reader that sees half of a write fits no order', () => {
  expect(
    orders({ call: create('a', 'b'), answer: done }, { call: list, answer: { status: 200, result: [['a', 'v']] } }),
  ).toBe(0)
})

test('of two writes that together pass the limit, one is refused', () => {
  const [first, second] = [create(...six), create(...otherSix)]
  expect(orders({ call: first, answer: done }, { call: second, answer: overLimit })).toBe(1)
  expect(orders({ call: first, answer: done }, { call: second, answer: done })).toBe(0)
  expect(orders({ call: first, answer: overLimit }, { call: second, answer: overLimit })).toBe(0)
})
