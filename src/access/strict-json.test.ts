import { expect, test } from 'vitest'
import { parseJsonObject } from './strict-json.ts'

const parse = (text: string) => parseJsonObject(Buffer.from(text))

test.each(['{}', ' {"a":[{"b":"c"},{"b":"c"}],"d":{"b":1}}\n', '{"a":"{\\"b\\":1,\\"b\\":2}"}', '{"a":["x","x"]}'])(
  '%s is read',
  (text) => expect(parse(text)).toEqual(JSON.parse(text)),
)

test('a member named __proto__ is data', () => {
  const object = parse('{"__proto__":{"action":"create"}}')
  expect(Object.keys(object ?? {})).toEqual(['__proto__'])
  expect(Object.hasOwn(object ?? {}, 'action')).toBe(false)
})

test.each([
  ['no text', ''],
  ['no JSON', '{"a":'],
  ['more than one value', '{}{}'],
  ['an array', '[]'],
  ['a text', '"x"'],
  ['null', 'null'],
  ['a byte order mark', '\ufeff{}'],
  ['a member twice', '{"a":1,"b":2,"a":1}'],
  ['a member twice, once escaped', '{"action":1,"\\u0061ction":2}'],
  ['a member twice below', '{"tags":[{"key":"a","key" : "b"}]}'],
  ['__proto__ twice', '{"__proto__":1,"__proto__":2}'],
  ['10,000 arrays in each other', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
  ['100,000 objects in each other', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ['more than 20,000 values', `{"tags":[${'0,'.repeat(20_000)}0]}`],
  ['an endless text', '{"a'],
  ['an endless escape', '{"a\\'],
])('%s is refused', (_, text) => {
  expect(parse(text)).toBeUndefined()
})

test.each([[[0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]], [[0xc0, 0xaf]], [[0xed, 0xa0, 0x80]]])(
  'bytes %j, which are no UTF-8, are refused',
  (bytes) => expect(parseJsonObject(Buffer.from(bytes))).toBeUndefined(),
)
