import { expect, test } from 'vitest'
import { isTagKey, isTagValue } from '../../tags/tag-rules.ts'
import { tagRules } from './tag-rules.ts'

const isKey = (key: string) => isTagKey(key, tagRules)
const isValue = (value: string) => isTagValue(value, tagRules)

test.each([
  'a',
  'env',
  '环境',
  'é',
  'e\u0301',
  'مفتاح',
  '९',
  'a b',
  ' a',
  '_.:/=+-@',
  '__proto__',
  '_SYS_x',
  'x_sys_',
  '𠀀'.repeat(128),
])('%.20j may be a key', (key) => expect(isKey(key)).toBe(true))

test.each([
  '',
  ' ',
  '   ',
  '_sys_',
  '_sys_x',
  'a*',
  '<',
  '>',
  ',',
  '|',
  '#',
  '?',
  '&',
  '%',
  '\\',
  '😀',
  'a\tb',
  'a\nb',
  '\u0000',
  '\u00a0',
  '\u200f',
  '\ud800',
  'a'.repeat(129),
])('%.20j may not be a key', (key) => expect(isKey(key)).toBe(false))

test.each(['', ' ', '_sys_', 'a'.repeat(255), '中'.repeat(255), '𠀀'.repeat(255), '_.:/=+-@'])(
  '%.20j may be a value',
  (value) => expect(isValue(value)).toBe(true),
)

test.each(['a*', '😀', '\n', '\u202e', '\udc00', 'a'.repeat(256), '𠀀'.repeat(256)])(
  '%.20j may not be a value',
  (value) => expect(isValue(value)).toBe(false),
)
