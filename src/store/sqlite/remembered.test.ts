import { expect, test } from 'vitest'
import { Remembered } from './remembered.ts'

test('what was found is not looked for again', () => {
  const remembered = new Remembered<string>(10)
  expect(remembered.get('a', () => 'first')).toBe('first')
  expect(remembered.get('a', () => 'second')).toBe('first')
})

test('what was not there is looked for again', () => {
  const remembered = new Remembered<string>(10)
  expect(remembered.get('a', () => undefined)).toBeUndefined()
  expect(remembered.get('a', () => 'now')).toBe('now')
})

test('it never holds more than it may', () => {
  const remembered = new Remembered<number>(2)
  for (const [index, key] of ['a', 'b', 'c'].entries()) remembered.get(key, () => index)
  expect(remembered.get('a', () => 9)).toBe(9)
  expect(remembered.get('c', () => 9)).toBe(2)
})
