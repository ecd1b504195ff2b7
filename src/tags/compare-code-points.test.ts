import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareCodePoints } from './compare-code-points.ts'

test('a text comes after its beginning', () => {
  expect(compareCodePoints('ab', 'a')).toBeGreaterThan(0)
  expect(compareCodePoints('', 'a')).toBeLessThan(0)
})

test('a code point of four bytes comes after one of three', () => {
  expect(compareCodePoints('\u{1f600}', '\uff5e')).toBeGreaterThan(0)
})

test('the order is that of the UTF-8 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
      const bytes = Buffer.compare(Buffer.from(one), Buffer.from(other))
      expect(Math.sign(compareCodePoints(one, other))).toBe(bytes)
    }),
    { examples: [['\u{1f600}', '\uff5e']] },
  )
})
