import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WireError } from '../wire-error.ts'
import { missing } from './errors.ts'
import { resourceIds, tagKeys, tagPairs } from './list-kinds.ts'
import { errorOf, errorsOf } from './parameter-kind.ts'

function map(...pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  return new Map(pairs)
}

test('a list is read in the order of its indices', () => {
  expect(tagKeys.read(map(['TagKey.2', 'b'], ['TagKey.10', 'c'], ['TagKey.1', 'a']), 'TagKey')).toEqual(['a', 'b', 'c'])
})

test.each(['TagKey.2', 'TagKey.999999999'])('where indices are missing the rest moves up: %s', (name) => {
  expect(tagKeys.read(map([name, 'a']), 'TagKey')).toEqual(['a'])
})

test.each([
  'TagKey.0',
  'TagKey.01',
  'TagKey.-1',
  'TagKey.+1',
  'TagKey.1.2',
  'TagKey.',
  'TagKey.x',
  'TagKey.9999999999',
])('%s is refused, lest All strips what the caller did not mean', (name) => {
  expect(tagKeys.read(map([name, 'a'], ['All', 'true']), 'TagKey')).toMatchObject({ code: 'InvalidTagKey.Malformed' })
})

test('an index of ResourceId that is none is a malformed id', () => {
  expect(resourceIds().read(map(['ResourceId.0', 'r-1']), 'ResourceId')).toMatchObject({
    code: 'InvalidParameter.ResourceId',
  })
})

test.each([
  ['TagKey', tagKeys],
  ['ResourceId', resourceIds()],
  ['Tag', tagPairs(20)],
] as const)('a JSON array as %s is refused', (name, kind) => {
  expect(kind.read(map([name, '[]']), name)).toMatchObject({ code: 'InvalidTag' })
})

test('names that only begin alike are other parameters', () => {
  expect(tagKeys.read(map(['TagKeys.1', 'a'], ['Tag.1.Key', 'b']), 'TagKey')).toEqual([])
})

test('pairs are read by index, whatever the order of their halves', () => {
  const values = map(['Tag.2.Value', 'y'], ['Tag.1.Key', 'a'], ['Tag.2.Key', 'b'])
  expect(tagPairs(20).read(values, 'Tag')).toEqual([{ key: 'a' }, { key: 'b', value: 'y' }])
})

test.each([
  ['Tag.0.Key', 'InvalidTagKey.Malformed'],
  ['Tag.1.Kez', 'InvalidTagKey.Malformed'],
  ['Tag.1', 'InvalidTagKey.Malformed'],
  ['Tag.1.Scope', 'InvalidParameter.Scope'],
])('%s is refused as %s', (name, code) => {
  expect(tagPairs(20).read(map([name, 'a']), 'Tag')).toMatchObject({ code })
})

test.each([
  ['TagKey', tagKeys],
  ['ResourceId', resourceIds(missing('ResourceId'))],
  ['Tag', tagPairs(20)],
] as const)('%s gives no error that it does not tell', (name, kind) => {
  const parameter = fc
    .constantFrom('', '.1', '.2', '.0', '.1.Key', '.1.Value', '.2.Key', '.1.Scope', '.x')
    .map((end) => name + end)
  const told = errorsOf(kind, name).map(({ code }) => code)
  fc.assert(
    fc.property(fc.dictionary(parameter, fc.constantFrom('', 'a', 'acs:a', 'a b')), (texts) => {
      const value = kind.read(new Map(Object.entries(texts)), name)
      const breaches = kind.checks.filter(({ holds }) => !(value instanceof WireError) && !holds(value as never))
      const given = value instanceof WireError ? [value] : breaches.map(({ breach }) => errorOf(breach, name))
      expect(told).toEqual(expect.arrayContaining(given.map(({ code }) => code)))
    }),
  )
})
