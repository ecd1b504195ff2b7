import { expect, test } from 'vitest'
import { flag, integer, oneOf, requiredOneOf, requiredText, text } from './scalar-kinds.ts'
import { wireError } from './wire-error.ts'

const breach = wireError(400, 'Breach', 'Breach')
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

test.each([
  [0, 'InvalidP'],
  [1, undefined],
  [10, undefined],
  [11, 'InvalidP'],
])('%d of 1 to 10 gives %s', (value, code) => {
  expect(integer(1, 10).checks.shape?.(value, 'P')?.code).toBe(code)
})

test('a choice is compared exactly', () => {
  expect(requiredOneOf(['INSTANCE'], breach).checks.choice?.('INSTANCE', 'P')).toBeUndefined()
  expect(requiredOneOf(['INSTANCE'], breach).checks.choice?.('instance' as 'INSTANCE', 'P')).toBe(breach)
  expect(oneOf(['a']).checks.choice?.('b' as 'a', 'P')).toMatchObject({ code: 'InvalidP' })
})
