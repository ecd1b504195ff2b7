import { expect, test } from 'vitest'
import { isTagKey, isTagValue } from '../../tags/tag-rules.ts'
import { tagRules } from './tag-rules.ts'

const family = '👨‍👩‍👧'

test.each([
  ['k', true],
  ['', false],
  ['k'.repeat(128), true],
  ['k'.repeat(129), false],
  ['😀'.repeat(128), true],
  ['😀'.repeat(129), false],
  [family, true],
  ['e\u0301', true],
  ['מפתח', true],
  ['a b', true],
  ['__proto__', true],
  ['aliyun', false],
  ['AliYun.x', false],
  ['acs:x', false],
  ['ACS:x', false],
  ['acs', true],
  ['x acs:', true],
  ['http://x', false],
  ['see HTTPS://x', false],
  ['\u2028http://x', false],
  ['http:/x', true],
  ['a\u0000b', false],
  ['a\nb', false],
  ['a\u0085b', false],
  ['a\uFFFEb', false],
  ['a\uD800', false],
])('whether %j may be a key: %s', (key, good) => {
  expect(isTagKey(key, tagRules)).toBe(good)
})

test.each([
  ['', true],
  ['v'.repeat(128), true],
  ['v'.repeat(129), false],
  ['aliyun', true],
  ['acs:x', false],
  ['x https://y', false],
  ['a\u0007', false],
])('whether %j may be a value: %s', (value, good) => {
  expect(isTagValue(value, tagRules)).toBe(good)
})
