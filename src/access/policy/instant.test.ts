import { expect, test } from 'vitest'
import { formatInstant, parseInstant } from './instant.ts'

test.each([0, Date.UTC(2026, 0, 31, 8), Date.UTC(2026, 0, 31, 8) + 1, 1, 0])(
  '%d is read as it was written',
  (instant) => {
    const text = formatInstant(instant)
    expect(text).toBe(new Date(instant).toISOString())
    expect(parseInstant(text)).toBe(instant)
  },
)

test('what was written last does not change what another text says', () => {
  formatInstant(0)
  expect(parseInstant('2026-01-31T08:00:00.000Z')).toBe(Date.UTC(2026, 0, 31, 8))
  expect(parseInstant('yesterday')).toBeUndefined()
  expect(parseInstant('')).toBeUndefined()
})
