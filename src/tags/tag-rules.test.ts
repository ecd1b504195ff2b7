import { expect, test } from 'vitest'
import { isShortText, isTagKey, isTagValue, type TagRules } from './tag-rules.ts'

const rules: TagRules = {
  keyLengthMax: 3,
  valueLengthMax: 2,
  tagsPerInstanceMax: 10,
  keyPattern: /^(?!sys)/,
  valuePattern: /^[^!]*$/u,
}

test.each([
  ['one character', 'k', true],
  ['the greatest length', 'kkk', true],
  ['one more', 'kkkk', false],
  ['empty', '', false],
  ['characters of two UTF-16 units count once', '😀😀😀', true],
  ['one more of them', '😀😀😀😀', false],
  ['a combining mark counts by itself', 'e\u0301e\u0301', false],
  ['against the pattern', 'sys', false],
  ['a lone surrogate', '\ud83d', false],
  ['surrogates the wrong way round', '\ude00\ud83d', false],
  ['a NUL is a character', '\0', true],
])('key: %s', (_what, key, good) => {
  expect(isTagKey(key, rules)).toBe(good)
})

test.each([
  ['empty', '', true],
  ['the greatest length', 'vv', true],
  ['one more', 'vvv', false],
  ['characters of two UTF-16 units count once', '😀😀', true],
  ['against the pattern', '!', false],
  ['a lone surrogate', 'v\udc00', false],
])('value: %s', (_what, value, good) => {
  expect(isTagValue(value, rules)).toBe(good)
})

test('a text far over its length is refused without counting its characters', () => {
  expect(isShortText('😀'.repeat(10_000_000), 128)).toBe(false)
})
