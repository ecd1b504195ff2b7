import { expect, test } from 'vitest'
import { clockSkewMsMax, isFresh, nonceExpiry } from './freshness.ts'

const now = Date.UTC(2026, 0, 1)
const minute = 60_000

test('the window is fifteen minutes', () => {
  expect(clockSkewMsMax).toBe(15 * minute)
})

test.each([
  ['now', 0, true],
  ['fifteen minutes ago', -15 * minute, true],
  ['a moment earlier', -15 * minute - 1, false],
  ['fifteen minutes ahead', 15 * minute, true],
  ['a moment later', 15 * minute + 1, false],
  ['at no time', Number.NaN, false],
])('signed %s', (_when, offset, fresh) => {
  expect(isFresh(now + offset, now)).toBe(fresh)
})

test.each([-15 * minute, -1, 0, 1, 15 * minute])(
  'a request signed %d ms from now is fresh no longer than its nonce is remembered',
  (offset) => {
    const expiry = nonceExpiry(now + offset, now)
    expect(isFresh(now + offset, expiry)).toBe(false)
    expect(expiry).toBeGreaterThan(now + clockSkewMsMax)
  },
)
