import { expect, test } from 'vitest'
import { searchLimits } from '../../search.ts'
import { SearchQueue } from './search-queue.ts'

const { msMax, waitingMax } = searchLimits

const tick = () => new Promise(setImmediate)

/** A queue on a clock to turn, and work that ends when it is told to. */
function bed(atOnce: number) {
  const clock = { at: 0 }
  const queue = new SearchQueue(atOnce, () => clock.at)
  const running: { readonly msLeft: number; readonly end: () => void }[] = []
  const add = () =>
    queue.run((msLeft) => new Promise<string>((done) => running.push({ msLeft, end: () => done('done') })))
  return { clock, queue, running, add }
}

test('some searches run at once, the others in turn', async () => {
  const { running, add } = bed(2)
  const answers = [add(), add(), add()]
  await tick()
  expect(running).toHaveLength(2)
  running[0]?.end()
  expect(await answers[0]).toBe('done')
  await tick()
  expect(running).toHaveLength(3)
})

test('what a search waits is taken from its time', async () => {
  const { clock, running, add } = bed(1)
  const [first, second] = [add(), add()]
  await tick()
  clock.at = 1000
  running[0]?.end()
  await first
  await tick()
  expect(running.map(({ msLeft }) => msLeft)).toEqual([msMax, msMax - 1000])
  running[1]?.end()
  expect(await second).toBe('done')
})

test('a search that waited for all of its time does not run', async () => {
  const { clock, running, add } = bed(1)
  const [, second] = [add(), add()]
  await tick()
  clock.at = msMax
  running[0]?.end()
  expect(await second).toEqual({ kind: 'search-too-long', secondsMax: msMax / 1000 })
  expect(running).toHaveLength(1)
})

test('as many wait as the limit says, and no more', async () => {
  const { running, add } = bed(1)
  add()
  const waiting = Array.from({ length: waitingMax }, add)
  await tick()
  expect(await add()).toEqual({ kind: 'too-many-searches', waitingMax })
  running[0]?.end()
  await tick()
  expect(running).toHaveLength(2)
  expect(waiting).toHaveLength(waitingMax)
})

test('a search that fails makes way for the next', async () => {
  const { queue, add, running } = bed(1)
  const failing = queue.run(() => Promise.reject(new Error('broken')))
  const next = add()
  await expect(failing).rejects.toThrow('broken')
  await tick()
  running[0]?.end()
  expect(await next).toBe('done')
})
