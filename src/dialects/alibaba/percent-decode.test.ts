import fc from 'fast-check'
import { expect, test } from 'vitest'
import { percentEncode } from '../percent-encode.ts'
import { percentDecode } from './percent-decode.ts'

test.each([
  ['k%201', 'k 1'],
  ['k+1', 'k 1'],
  ['k%2B1', 'k+1'],
  ["*!'()~", "*!'()~"],
  ['%e9%94%ae', '键'],
  ['', ''],
])('%s is read as %j', (wire, text) => {
  expect(percentDecode(wire)).toBe(text)
})

test.each(['%', '%4', '%zz', '%E9%94', '%C0%80', '%ED%A0%80', '%FF', 'é', 'a b', '\u0001'])('%j is refused', (wire) => {
  expect(percentDecode(wire)).toBeUndefined()
})

test('what was encoded is read as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(percentDecode(percentEncode(text))).toBe(text)
    }),
  )
})
