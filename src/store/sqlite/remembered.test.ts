import { expect, test } from 'vitest'
import { Remembered } from './remembered.ts'

const always = { current: () => 1 }

test('what was found is not looked for again', () => {
  const remembered = new Remembered<string>(always, 10)
  expect(remembered.get('a', () => 'first')).toBe('first')
  expect(remembered.get('a', () => 'second')).toBe('first')
})

test('what was not there is looked for again', () => {
  const remembered = new Remembered<string>(always, 10)
  expect(remembered.get('a', () => undefined)).toBeUndefined()
  expect(remembered.get('a', () => 'now')).toBe('now')
})

test('it never holds more than it may', () => {
  const remembered = new Remembered<number>(always, 2)
  for (const [index, key] of ['a', 'b', 'c'].entries()) remembered.get(key, () => index)
  expect(remembered.get('a', () => 9)).toBe(9)
  expect(remembered.get('c', () => 9)).toBe(2)
})

test('with a new generation it is looked for again', () => {
  let generation = 1
  const remembered = new Remembered<string>({ current: () => generation }, 10)
  expect(remembered.get('a', () => 'first')).toBe('first')
  generation = 2
  expect(remembered.get('a', () => 'second')).toBe('second')
})
