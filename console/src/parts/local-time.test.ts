import { expect, test } from 'vitest'
import { localTime, timeIn } from './local-time.ts'

test('a moment comes back as it was', () => {
  expect(timeIn(localTime('2026-11-22T04:15:47.000Z'))).toBe('2026-11-22T04:15:47.000Z')
})

test('no moment is an empty field', () => {
  expect(localTime(undefined)).toBe('')
  expect(localTime('yesterday')).toBe('')
  expect(timeIn('')).toBe('')
})
