import { expect, test } from 'vitest'
import { type Operator, satisfies, type ValueTest } from './operator.ts'
import {
  absence,
  negative,
  type Operators,
  positive,
  readAddress,
  readBoolean,
  readDate,
  readNumber,
  readPattern,
  readPrefix,
  readSuffix,
  readText,
  readTextIgnoringCase,
  relations,
  withIfExists,
  withQuantifiers,
} from './operators.ts'
import type { Found } from './request.ts'

function testsOf({ read }: Operator, wanted: readonly string[]): ValueTest[] {
  return wanted.map((value) => {
    const test = read(value)
    if (typeof test !== 'function') throw new Error(test.problem)
    return test
  })
}

function compare(operator: Operator, wanted: readonly string[], found: Found) {
  return satisfies(operator, testsOf(operator, wanted), found)
}

test.each([
  ['a text', readText, 'prod', 'prod', true],
  ['a text of another letter case', readText, 'prod', 'Prod', false],
  ['a text of another Unicode form', readText, '\u00e9', 'e\u0301', false],
  ['a text, letter case ignored', readTextIgnoringCase, 'PROD', 'prOd', true],
  ['another text, letter case ignored', readTextIgnoringCase, 'PROD', 'test', false],
  ['a pattern', readPattern, 'pr?d-*', 'prod-1', true],
  ['a pattern of another letter case', readPattern, 'P*', 'prod', false],
  ['a beginning', readPrefix, 'pro', 'prod', true],
  ['a beginning with a star is no pattern', readPrefix, 'pr*', 'prod', false],
  ['an end', readSuffix, 'od', 'prod', true],
  ['a beginning is no end', readSuffix, 'pr', 'prod', false],
  ['a number written otherwise', readNumber(relations.Equals), '10', '10.0', true],
  ['numbers are not compared as texts', readNumber(relations.LessThan), '10', '9', true],
  ['a number below', readNumber(relations.LessThan), '10', '10', false],
  ['a number below or equal', readNumber(relations.LessThanEquals), '10', '10', true],
  ['a number above', readNumber(relations.GreaterThan), '-1', '0', true],
  ['a number that is not above', readNumber(relations.GreaterThan), '0', '0.0', false],
  ['a number above or equal', readNumber(relations.GreaterThanEquals), '0.5', '0.5', true],
  ['what is found is no number', readNumber(relations.LessThan), '10', 'nine', false],
  ['an empty text is no number', readNumber(relations.LessThan), '10', '', false],
  ['an exponent is no number', readNumber(relations.GreaterThan), '1', '1e9', false],
  ['a time before', readDate(relations.LessThan), '2026-01-31T08:00:00Z', '2026-01-31T07:59:59Z', true],
  ['the same time in another zone', readDate(relations.Equals), '2026-01-31T16:00:00+08:00', '2026-01-31T08:00Z', true],
  ['a time after', readDate(relations.GreaterThan), '2026-01-31T08:00:00Z', '2026-01-31T08:00:00.001Z', true],
  ['what is found is no time', readDate(relations.LessThan), '2026-01-31T08:00:00Z', 'yesterday', false],
  ['true', readBoolean, 'true', 'true', true],
  ['true in capitals', readBoolean, 'True', 'true', true],
  ['false is not true', readBoolean, 'true', 'false', false],
  ['an address', readAddress, '10.0.0.1', '10.0.0.1', true],
  ['another address', readAddress, '10.0.0.1', '10.0.0.2', false],
  ['an address in a block', readAddress, '10.0.0.0/8', '10.255.1.2', true],
  ['an address beside a block', readAddress, '10.0.0.0/8', '11.0.0.1', false],
  ['a block written with one of its addresses', readAddress, '10.1.2.3/8', '10.255.1.2', true],
  ['every address', readAddress, '0.0.0.0/0', '203.0.113.9', true],
  ['a block of one address', readAddress, '10.0.0.1/32', '10.0.0.2', false],
  ['an address of version 6 in a block', readAddress, '2001:db8::/32', '2001:db8:1::1', true],
  ['an address of version 6 beside a block', readAddress, '2001:db8::/32', '2001:db9::1', false],
  ['an address of version 6 alone', readAddress, '2001:db8::1', '2001:db8::2', false],
  ['an address of version 4 as sockets report it', readAddress, '10.0.0.0/8', '::ffff:10.0.0.1', true],
  ['every address of version 6', readAddress, '::/0', '2001:db8::1', true],
  ['no address', readAddress, '0.0.0.0/0', 'localhost', false],
])('%s', (_rule, read, wanted, found, expected) => {
  expect(compare(positive(read), [wanted], [found])).toBe(expected)
  expect(compare(negative(read, true), [wanted], [found])).toBe(!expected)
})

test.each([
  ['a word is no number', readNumber(relations.Equals), 'ten'],
  ['hexadecimal is no number', readNumber(relations.Equals), '0x10'],
  ['an endless number', readNumber(relations.Equals), '9'.repeat(16)],
  ['a day without its time', readDate(relations.Equals), '2026-01-31'],
  ['a time without its zone', readDate(relations.Equals), '2026-01-31T08:00:00'],
  ['a day that does not exist', readDate(relations.Equals), '2026-02-30T08:00:00Z'],
  ['an hour that does not exist', readDate(relations.Equals), '2026-02-03T24:00:00Z'],
  ['neither true nor false', readBoolean, 'yes'],
  ['a name is no address', readAddress, 'example.com'],
  ['too long a prefix', readAddress, '10.0.0.0/33'],
  ['an empty prefix', readAddress, '10.0.0.0/'],
  ['a negative prefix', readAddress, '10.0.0.0/-1'],
  ['two prefixes', readAddress, '10.0.0.0/8/8'],
  ['a mask', readAddress, '10.0.0.0/255.0.0.0'],
])('refuses as wanted: %s', (_rule, read, wanted) => {
  expect(read(wanted)).toEqual({ problem: expect.stringContaining(`"${wanted}"`) })
})

const all: Operators = withIfExists(withQuantifiers({ Is: positive(readText), IsNot: negative(readText, true) }))

test.each<[rule: string, operator: string, wanted: string[], found: Found, expected: unknown]>([
  ['one of the wanted values is enough', 'Is', ['a', 'b'], ['b'], true],
  ['one of the found values is enough', 'Is', ['a'], ['b', 'a'], true],
  ['an absent key fits nothing', 'Is', ['a'], undefined, false],
  ['a key without values is absent', 'Is', ['a'], [], false],
  ['an empty value is a value', 'Is', [''], [''], true],
  ['negated, each of the wanted values has to differ', 'IsNot', ['a', 'b'], ['b'], false],
  ['negated, each of the found values has to differ', 'IsNot', ['a'], ['b', 'a'], false],
  ['negated, an absent key differs where the language says so', 'IsNot', ['a'], undefined, true],
  ['IfExists holds for an absent key', 'IsIfExists', ['a'], undefined, true],
  ['IfExists holds for a key without values', 'IsIfExists', ['a'], [], true],
  ['IfExists compares a key that is there', 'IsIfExists', ['a'], ['b'], false],
  ['ForAllValues holds if each value fits', 'ForAllValues:Is', ['a', 'b'], ['b', 'a'], true],
  ['ForAllValues fails on one that does not', 'ForAllValues:Is', ['a'], ['a', 'b'], false],
  ['ForAllValues holds for an absent key', 'ForAllValues:Is', ['a'], undefined, true],
  ['ForAllValues of a negation', 'ForAllValues:IsNot', ['a'], ['b', 'c'], true],
  ['ForAnyValue holds if one fits', 'ForAnyValue:Is', ['a'], ['b', 'a'], true],
  ['ForAnyValue fails for an absent key', 'ForAnyValue:Is', ['a'], undefined, false],
  ['ForAnyValue of a negation needs one that differs', 'ForAnyValue:IsNot', ['a'], ['a', 'b'], true],
  ['ForAnyValue of a negation fails if none differs', 'ForAnyValue:IsNot', ['a'], ['a'], false],
  ['ForAnyValue of a negation fails for an absent key', 'ForAnyValue:IsNot', ['a'], undefined, false],
  ['ForAnyValue with IfExists holds for an absent key', 'ForAnyValue:IsIfExists', ['a'], undefined, true],
  ['what is not known yet is not decided', 'Is', ['a'], 'unknown', 'unknown'],
])('%s', (_rule, name, wanted, found, expected) => {
  const operator = all[name]
  expect(operator && compare(operator, wanted, found)).toBe(expected)
})

test.each<[rule: string, wanted: string, found: Found, expected: unknown]>([
  ['true holds for an absent key', 'true', undefined, true],
  ['true holds for a key without values', 'true', [], true],
  ['true fails for a key that is there', 'true', ['a'], false],
  ['false fails for an absent key', 'false', undefined, false],
  ['false holds for a key that is there', 'false', [''], true],
  ['what is not known yet is not decided', 'true', 'unknown', 'unknown'],
])('Null: %s', (_rule, wanted, found, expected) => {
  expect(compare(absence, [wanted], found)).toBe(expected)
})
