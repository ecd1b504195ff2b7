import { expect, test } from 'vitest'
import { WireError } from '../wire-error.ts'
import { errorOf, errorsOf, type ParameterKind } from './parameter-kind.ts'
import { flag, integer, oneOf, requiredOneOf, requiredText, text } from './scalar-kinds.ts'

const breach = new WireError(400, 'Breach', 'Breach')
const absent = new Map<string, string>()
const of = (value: string) => new Map([['P', value]])

test('a required text may be empty but not absent', () => {
  expect(requiredText.read(of(''), 'P')).toBe('')
  expect(requiredText.read(absent, 'P')).toMatchObject({ code: 'MissingP', message: 'P is mandatory for this action.' })
})

test.each([text(), oneOf(['a']), flag, integer(1, 2)])('an optional parameter that is empty is absent', (kind) => {
  expect(kind.read(of(''), 'P')).toBeUndefined()
  expect(kind.read(absent, 'P')).toBeUndefined()
})

test.each([
  ['true', true],
  ['TRUE', true],
  ['False', false],
])('%s is %s', (value, read) => {
  expect(flag.read(of(value), 'P')).toBe(read)
})

test.each(['yes', '1', 'undefined', ' true'])('%j is no boolean', (value) => {
  expect(flag.read(of(value), 'P')).toMatchObject({ code: 'InvalidP' })
})

test.each(['1.5', 'x', '1e3', '9'.repeat(16), 'undefined'])('%s is no integer', (value) => {
  expect(integer(1, 10).read(of(value), 'P')).toMatchObject({ code: 'InvalidP' })
})

/** The error of a value that was read; undefined if it passes. */
function breachOf<T>({ checks }: ParameterKind<T>, value: T): WireError | undefined {
  const broken = checks.find(({ holds }) => !holds(value))
  return broken && errorOf(broken.breach, 'P')
}

test.each([
  [0, 'InvalidP'],
  [1, undefined],
  [10, undefined],
  [11, 'InvalidP'],
])('%d of 1 to 10 gives %s', (value, code) => {
  expect(breachOf(integer(1, 10), value)?.code).toBe(code)
})

test('a choice is compared exactly', () => {
  expect(breachOf(requiredOneOf<string>(['INSTANCE'], breach), 'INSTANCE')).toBeUndefined()
  expect(breachOf(requiredOneOf<string>(['INSTANCE'], breach), 'instance')).toBe(breach)
  expect(breachOf(oneOf<string>(['a']), 'b')).toMatchObject({ code: 'InvalidP' })
})

test('a shape says what it wants, and its breach gives the error stated', () => {
  const kind = text({ limits: 'one a', holds: (value) => value === 'a' }, breach)
  expect(kind.limits).toBe('one a')
  expect([breachOf(kind, 'a'), breachOf(kind, undefined), breachOf(kind, 'b')]).toEqual([undefined, undefined, breach])
})

test.each([
  [requiredText, ['MissingP']],
  [requiredOneOf(['a'], breach), ['MissingP', 'Breach']],
  [text(), []],
  [oneOf(['a']), ['InvalidP']],
  [flag, ['InvalidP']],
  [integer(1, 2), ['InvalidP']],
])('%# tells its errors, each once', (kind, codes) => {
  expect(errorsOf(kind, 'P').map(({ code }) => code)).toEqual(codes)
})
