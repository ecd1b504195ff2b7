import { expect, test } from 'vitest'
import { ageText } from './age-text.ts'

const now = Date.UTC(2026, 0, 31)
const minute = 60_000

test.each([
  [now, '0s'],
  [now - 59_000, '59s'],
  [now - minute, '1m'],
  [now - 90 * minute, '1h'],
  [now - 47 * 60 * minute, '1d'],
  [now + 15 * minute, '15m'],
  [0, 'unknown'],
])('of %s it is %s', (at, expected) => {
  expect(ageText(at, now)).toBe(expected)
})
