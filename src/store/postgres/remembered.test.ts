import { expect, test } from 'vitest'
import { Remembered } from './remembered.ts'

/** A memory of objects, and what it looked for. */
function aMemory(countMax = 10) {
  const looked: string[] = []
  const generation = { number: 0, stale: undefined as Promise<void> | undefined }
  const known = new Remembered<{ key: string }>(
    { current: () => generation.number, confirm: () => generation.stale },
    countMax,
  )
  const find = (key: string, value: { key: string } | undefined = { key }) =>
    known.get(key, async () => {
      looked.push(key)
      return value
    })
  return { find, generation, looked, known }
}

test('what was found is the same object the next time', async () => {
  const { find, looked } = aMemory()
  expect(await find('a')).toBe(await find('a'))
  expect(looked).toEqual(['a'])
})

test('those who ask at the same time share a search', async () => {
  const { find, looked } = aMemory()
  const [one, other] = await Promise.all([find('a'), find('a')])
  expect(one).toBe(other)
  expect(looked).toEqual(['a'])
})

test('what is not there, and what failed, is looked for each time', async () => {
  const { known } = aMemory()
  let searches = 0
  const search = (result: () => undefined) => async () => {
    searches++
    return result()
  }
  const failing = search(() => {
    throw new Error('lost')
  })
  await known.get(
    'a',
    search(() => undefined),
  )
  await expect(known.get('a', failing)).rejects.toThrow('lost')
  await known.get(
    'a',
    search(() => undefined),
  )
  expect(searches).toBe(3)
})

test('another generation looks again', async () => {
  const { find, generation } = aMemory()
  const before = await find('a')
  generation.number++
  expect(await find('a')).not.toBe(before)
})

test('what was looked for in a generation that has ended is for those alone who asked in it', async () => {
  const { find, generation, looked } = aMemory()
  const before = find('a')
  generation.number++
  const after = find('a')
  expect(await before).not.toBe(await after)
  expect(await find('a')).toBe(await after)
  expect(looked).toEqual(['a', 'a'])
})

test('nothing is answered before the generation is confirmed', async () => {
  const { find, generation } = aMemory()
  const before = await find('a')
  generation.stale = Promise.resolve().then(() => {
    generation.number++
  })
  expect(await find('a')).not.toBe(before)
  generation.stale = Promise.reject(new Error('out of reach'))
  await expect(find('a')).rejects.toThrow('out of reach')
})

test('what is kept has an end', async () => {
  const { find, looked } = aMemory(2)
  for (const key of ['a', 'b', 'c', 'a']) await find(key)
  expect(looked).toEqual(['a', 'b', 'c', 'a'])
})
