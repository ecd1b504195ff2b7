import { expect, test } from 'vitest'
import { formatTimestamp, parseTimestamp } from './timestamp.ts'

test('a time is read and written to the second', () => {
  expect(parseTimestamp('2026-11-21T20:23:10Z')).toBe(Date.UTC(2026, 10, 21, 20, 23, 10))
  expect(formatTimestamp(Date.UTC(2026, 10, 21, 20, 23, 10, 999))).toBe('2026-11-21T20:23:10Z')
})

test.each([
  '',
  '2026-11-21',
  '2026-11-21T20:23:10',
  '2026-11-21T20:23:10+00:00',
  '2026-13-21T20:23:10Z',
  '2026-02-30T00:00:00Z',
  '2026-02-01T24:00:00Z',
  '1e99',
])('%j is not well formatted', (text) => {
  expect(parseTimestamp(text)).toBeUndefined()
})
