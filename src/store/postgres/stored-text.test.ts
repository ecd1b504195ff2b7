import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareCodePoints } from '../../tags/compare-code-points.ts'
import { fromStoredJson, toStoredJson } from './stored-json.ts'
import { fromStored, toStored } from './stored-text.ts'

const character = fc.oneof(fc.constantFrom('\0', '\u0001', '\u0002', '\u0003', '\u0004', 'a', '\uffff', '😀'))
const text = fc.string({ unit: character, maxLength: 6 })

test('U+0000 is never stored', () => {
  fc.assert(
    fc.property(text, (one) => {
      expect(toStored(one)).not.toContain('\0')
    }),
  )
})

test('what is stored is read as it was', () => {
  fc.assert(
    fc.property(text, (one) => {
      expect(fromStored(toStored(one))).toBe(one)
    }),
  )
})

test('texts keep their order', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const stored = Math.sign(compareCodePoints(toStored(one), toStored(other)))
      expect(stored).toBe(Math.sign(compareCodePoints(one, other)))
    }),
  )
})

test('a text contains another as before', () => {
  fc.assert(
    fc.property(text, fc.string({ unit: character, maxLength: 2 }), (one, part) => {
      expect(toStored(one).includes(toStored(part))).toBe(one.includes(part))
    }),
  )
})

test('half a surrogate pair becomes the replacement character', () => {
  expect(toStored('a\ud83d')).toBe('a\ufffd')
  expect(fromStoredJson(toStoredJson(['\ud83d']))).toEqual(['\ufffd'])
})

test('JSON is read as it was, and holds no character that PostgreSQL takes for none', () => {
  const value = fc.record({ name: text, list: fc.array(fc.oneof(text, fc.integer(), fc.constant(null))) })
  fc.assert(
    fc.property(value, (one) => {
      expect(toStoredJson(one)).not.toContain('\\u0000')
      expect(fromStoredJson(toStoredJson(one))).toEqual(one)
    }),
  )
})
