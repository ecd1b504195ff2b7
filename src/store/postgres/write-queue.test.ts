import { expect, test } from 'vitest'
import { StoreUnavailable } from '../store-error.ts'
import { type CommitReport, WriteQueue } from './write-queue.ts'

/** As the client tells what the server answered. */
const refusal = Object.assign(new Error('bad'), { severity: 'ERROR', code: '22012' })

/** A queue of numbers, which come back doubled; `bad` ones fail. */
function aQueue(bad: readonly number[] = [], failure: Error = refusal) {
  const batches: string[] = []
  const reports: CommitReport[] = []
  let running = 0
  let together = 0
  const send = async (key: string, items: readonly number[]) => {
    batches.push(`${key}: ${items}`)
    together = Math.max(together, ++running)
    await new Promise((passed) => setTimeout(passed, 5))
    running--
    if (items.some((item) => bad.includes(item))) throw failure
    return items.map((item) => item * 2)
  }
  const queue = new WriteQueue<number, number>(send, (report) => reports.push(report))
  return { queue, batches, reports, together: () => together }
}

test('what waits at the same moment is sent together, and each gets its own result', async () => {
  const { queue, batches, reports } = aQueue()
  expect(await Promise.all([1, 2, 3].map((item) => queue.submit('t', item)))).toEqual([2, 4, 6])
  expect(batches).toEqual(['t: 1,2,3'])
  expect(reports).toMatchObject([{ writes: 3 }])
})

test('what comes while a batch is under way is the next one', async () => {
  const { queue, batches } = aQueue()
  const first = queue.submit('t', 1)
  await new Promise(setImmediate)
  await Promise.all([first, queue.submit('t', 2), queue.submit('t', 3)])
  expect(batches).toEqual(['t: 1', 't: 2,3'])
})

test('keys do not wait for each other', async () => {
  const { queue, batches, together } = aQueue()
  await Promise.all([queue.submit('t', 1), queue.submit('u', 2)])
  expect(batches).toEqual(['t: 1', 'u: 2'])
  expect(together()).toBe(2)
})

test('a batch has an end', async () => {
  const { queue, batches } = aQueue()
  await Promise.all(Array.from({ length: 300 }, (_, item) => queue.submit('t', item)))
  expect(batches).toHaveLength(2)
})

test('an item that fails takes none of those with it that were sent together', async () => {
  const { queue, batches } = aQueue([2])
  const settled = await Promise.allSettled([1, 2, 3].map((item) => queue.submit('t', item)))
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(batches).toEqual(['t: 1,2,3', 't: 1', 't: 2', 't: 3'])
})

test.each([
  ['when its outcome is unknown', new StoreUnavailable('lost')],
  ['when its answer was not understood', new Error('odd')],
])('what was sent is not sent again %s', async (_when, failure) => {
  const { queue, batches } = aQueue([2], failure)
  const settled = await Promise.allSettled([1, 2, 3].map((item) => queue.submit('t', item)))
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(batches).toEqual(['t: 1,2,3'])
})

test('work of its own comes in its turn, alone', async () => {
  const { queue, batches, together } = aQueue()
  const work = async () => {
    batches.push('alone')
    return 'done'
  }
  const all = [queue.submit('t', 1), queue.alone('t', work), queue.submit('t', 2)]
  expect(await Promise.all(all)).toEqual([2, 'done', 4])
  expect(batches).toEqual(['t: 1', 'alone', 't: 2'])
  expect(together()).toBe(1)
})

test('work that fails does not hold up what comes behind it', async () => {
  const { queue } = aQueue()
  const work = () => Promise.reject(new Error('no'))
  const [failed, next] = await Promise.allSettled([queue.alone('t', work), queue.submit('t', 2)])
  expect([failed.status, next]).toMatchObject(['rejected', { value: 4 }])
})
