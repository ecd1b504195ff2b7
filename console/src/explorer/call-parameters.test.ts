import { expect, test } from 'vitest'
import type { Parameter } from '../api/api-types.ts'
import { callParameters, choicesOf, exampleOf } from './call-parameters.ts'

const parameter = (name: string, type: string, place: Parameter['in'] = 'query'): Parameter => ({
  name,
  type,
  in: place,
  required: false,
  limits: '',
  errors: [],
})

test.each<[string, string, unknown]>([
  ['String', ' a ', 'a'],
  ['integer', '10', 10],
  ['Integer', 'ten', 'ten'],
  ['boolean', 'true', true],
  ['boolean', 'yes', 'yes'],
  ['RepeatList', 'a\n b', ['a', 'b']],
  ['array', '[{"key":"a"}]', [{ key: 'a' }]],
  ['object', '{"a":1}', { a: 1 }],
])('a field of the type %s that has %j says %j', (type, text, value) => {
  expect(callParameters({ parameters: [parameter('p', type)] }, { p: text })).toEqual({ parameters: { p: value } })
})

test('empty fields are left out, but for those of the path', () => {
  const parameters = [parameter('a', 'string'), parameter('b', 'string', 'path')]
  expect(callParameters({ parameters }, { a: ' ', b: 'x' })).toEqual({ parameters: { b: 'x' } })
  expect(callParameters({ parameters }, {})).toEqual({ problems: { b: 'missing' } })
})

test('what is no JSON is a problem of its field', () => {
  expect(callParameters({ parameters: [parameter('a', 'array')] }, { a: '[1' })).toEqual({
    problems: { a: 'malformed' },
  })
})

test.each<[string, readonly string[]]>([
  ['`a`, `b`', ['a', 'b']],
  ['`a`; default "a"', ['a']],
  ['1 to 100', []],
])('the limits %j offer %j', (limits, choices) => {
  expect(choicesOf({ limits })).toEqual(choices)
})

test('an example has the members of the objects in a list', () => {
  const members = [parameter('Key', 'String'), parameter('Value', 'String')]
  expect(exampleOf({ type: 'RepeatList', members })).toBe('[{ "Key": …, "Value": … }]')
})
