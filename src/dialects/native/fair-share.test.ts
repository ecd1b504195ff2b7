import { expect, test } from 'vitest'
import { FairShare, shareTaken } from './fair-share.ts'

const tick = () => new Promise(setImmediate)

/** Work that ends when it is told to. */
function bed(msMax?: number) {
  const share = new FairShare(msMax)
  const running: (() => void)[] = []
  const add = (owner: string) =>
    share.run(owner, () => new Promise<string>((done) => running.push(() => done(`of ${owner}`))))
  const addAll = (owner: string, count: number) => Array.from({ length: count }, () => add(owner))
  return { share, running, add, addAll }
}

test('of one a few run at once, his others in turn, and those of another do not wait for them', async () => {
  const { running, add, addAll } = bed()
  const [first] = addAll('a', 6)
  add('b')
  await tick()
  expect(running).toHaveLength(5)
  running[0]?.()
  expect(await first).toBe('of a')
  await tick()
  expect(running).toHaveLength(6)
  add('a')
  await tick()
  expect(running).toHaveLength(6)
})

test('what one asks for beyond what may wait is refused, and taken when there is room again', async () => {
  const { running, add, addAll } = bed()
  addAll('a', 4 + 16)
  expect(await add('a')).toEqual(shareTaken)
  running[0]?.()
  await tick()
  const later = add('a')
  for (let ended = 1; ended < 21; ended++) {
    running[ended]?.()
    await tick()
  }
  expect(await later).toBe('of a')
})

test('what waited too long is refused, and its place in the row is free', async () => {
  const { running, addAll } = bed(1)
  const answers = addAll('a', 5)
  expect(await answers[4]).toEqual(shareTaken)
  for (const end of running) end()
  await Promise.all(answers)
  expect(running).toHaveLength(4)
})

test('work that fails makes way for the next', async () => {
  const { share, running, addAll } = bed()
  const failing = Array.from({ length: 4 }, () => share.run('a', () => Promise.reject(new Error('broken'))))
  const [next] = addAll('a', 1)
  for (const one of failing) await expect(one).rejects.toThrow('broken')
  await tick()
  running[0]?.()
  expect(await next).toBe('of a')
})
