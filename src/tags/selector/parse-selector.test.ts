import { describe, expect, test } from 'vitest'
import { parseSelector } from './parse-selector.ts'
import type { Selector, Term } from './selector.ts'

function is(tag: string, ...values: readonly string[]): Term {
  return { kind: 'text', subject: { tag }, test: { kind: 'is', values } }
}

function not(part: Selector): Selector {
  return { kind: 'not', part }
}

function all(...parts: readonly Selector[]): Selector {
  return { kind: 'and', parts }
}

function any(...parts: readonly Selector[]): Selector {
  return { kind: 'or', parts }
}

const exists = (key: string): Term => ({ kind: 'exists', key })
const [a, b, c] = [exists('a'), exists('b'), exists('c')]
const name = { attribute: 'name' } as const

describe('a selector is read', () => {
  test.each<[text: string, selector: Selector]>([
    ['env = prod', is('env', 'prod')],
    ['env=prod', is('env', 'prod')],
    [' env\t=\n prod ', is('env', 'prod')],
    ['env != prod', not(is('env', 'prod'))],
    ['team in (core, data)', is('team', 'core', 'data')],
    ['team in(core)', is('team', 'core')],
    ['team not in (core, data)', not(is('team', 'core', 'data'))],
    ['owner exists', exists('owner')],
    ['owner missing', not(exists('owner'))],
    ['owner EXISTS', exists('owner')],
    ['Owner = ADA', is('Owner', 'ADA')],
    ['env ^= pr', { kind: 'text', subject: { tag: 'env' }, test: { kind: 'begins', text: 'pr' } }],
    ['env *= ro', { kind: 'text', subject: { tag: 'env' }, test: { kind: 'contains', text: 'ro' } }],
    ['env ~ "^9"', { kind: 'text', subject: { tag: 'env' }, test: { kind: 'matches', pattern: '^9' } }],
    ['env !~ x', not({ kind: 'text', subject: { tag: 'env' }, test: { kind: 'matches', pattern: 'x' } })],
    ['@name !^= pr', not({ kind: 'text', subject: name, test: { kind: 'begins', text: 'pr' } })],
    ['@NAME !*= pr', not({ kind: 'text', subject: name, test: { kind: 'contains', text: 'pr' } })],
    ['@id in (a, b)', { kind: 'text', subject: { attribute: 'id' }, test: { kind: 'is', values: ['a', 'b'] } }],
    ['@tags >= 10', { kind: 'number', attribute: 'tags', operator: '>=', value: 10 }],
    ['@tags != 0', not({ kind: 'number', attribute: 'tags', operator: '=', value: 0 })],
    ['@created < 2026-01-31', { kind: 'number', attribute: 'created', operator: '<', value: Date.UTC(2026, 0, 31) }],
    [
      '@created >= 2026-01-31T12:30:05.5Z',
      { kind: 'number', attribute: 'created', operator: '>=', value: Date.UTC(2026, 0, 31, 12, 30, 5, 500) },
    ],
    ['a exists and b exists and c exists', all(a, b, c)],
    ['a exists and b exists or c exists', any(all(a, b), c)],
    ['a exists or b exists and c exists', any(a, all(b, c))],
    ['(a exists or b exists) and c exists', all(any(a, b), c)],
    ['a exists and (b exists and c exists)', all(a, all(b, c))],
    ['not a exists and b exists', all(not(a), b)],
    ['not (a exists and b exists)', not(all(a, b))],
    ['NOT not a exists', not(not(a))],
    ['((a exists))', a],
    ['"and" = "or"', is('and', 'or')],
    ['notes = inside', is('notes', 'inside')],
    ['"" = ""', is('', '')],
    ['"say ""hi""" = \'it\'\'s\'', is('say "hi"', "it's")],
    ['"a\\b" = "\\"', is('a\\b', '\\')],
    ['kubernetes.io/name = acs:ram::1/user@host', is('kubernetes.io/name', 'acs:ram::1/user@host')],
    ['部门 = 研发😀', is('部门', '研发😀')],
    ['__proto__ = constructor', is('__proto__', 'constructor')],
  ])('%j', (text, selector) => {
    expect(parseSelector(text)).toEqual({ kind: 'selector', selector })
  })
})

describe('what is no selector is refused at its column', () => {
  test.each<[text: string, column: number, message: string]>([
    ['', 1, 'Write "not", "(", a tag key or an attribute at the end'],
    ['env', 4, 'Write an operator, "exists", "missing", "not" or "in" at the end'],
    ['env =', 6, 'Write a value at the end'],
    ['env = and', 7, 'Write a value in place of "and"'],
    ['env = =', 7, 'Write a value in place of "="'],
    ['env == prod', 6, 'Write a value in place of "="'],
    ['env prod', 5, 'Write an operator, "exists", "missing", "not" or "in" in place of "prod"'],
    ['env > 3', 5, 'Write an operator, "exists", "missing", "not" or "in" in place of ">"'],
    ['in = 3', 1, 'Write "not", "(", a tag key or an attribute in place of "in"'],
    ['env = prod team = core', 12, 'Write "and" or "or" in place of "team"'],
    ['env = prod)', 11, 'Write "and" or "or" in place of ")"'],
    ['(env = prod', 12, 'Write "and", "or" or ")" at the end'],
    ['env = prod and', 15, 'Write "not", "(", a tag key or an attribute at the end'],
    ['env not = prod', 9, 'Write "in" in place of "="'],
    ['env in prod', 8, 'Write "(" in place of "prod"'],
    ['env in ()', 9, 'Write a value in place of ")"'],
    ['env in (a b)', 11, 'Write "," or ")" in place of "b"'],
    ['env in (a,', 11, 'Write a value at the end'],
    ['@owner = ada', 1, 'Write "not", "(", a tag key or an attribute in place of "@owner"'],
    ['@name exists', 7, 'Write an operator, "not" or "in" in place of "exists"'],
    ['@tags ^= 1', 7, 'Write an operator in place of "^="'],
    ['@tags >= many', 10, 'Write a number, 0 to 9999'],
    ['@tags >= 12345', 10, 'Write a number, 0 to 9999'],
    ['@created = 2026-01-01', 10, 'Write an operator in place of "="'],
    ['@created > yesterday', 12, 'Write a date, 2026-01-31, or a time, 2026-01-31T12:00:00Z'],
    ['@created > 2026-02-30', 12, 'Write a date, 2026-01-31, or a time, 2026-01-31T12:00:00Z'],
    ['@created > 2026-01-01T25:00Z', 12, 'Write a date, 2026-01-31, or a time, 2026-01-31T12:00:00Z'],
    ['env = "prod', 7, 'Close the quote'],
    ['env = \'prod"', 7, 'Close the quote'],
    ['env ! prod', 5, 'Put the sign in quotes, or remove it'],
    ['env = prod !', 12, 'Put the sign in quotes, or remove it'],
    ['env = \u0000', 7, 'Put the sign in quotes, or remove it'],
    ['env = \ud83d', 7, 'Remove half a surrogate pair'],
    ['😀 = 😀 and 😀', 12, 'Write an operator, "exists", "missing", "not" or "in" at the end'],
    ['env ~ "["', 7, 'Correct the pattern: missing closing ]: `[`'],
    ['env ~ "(?=a)"', 7, 'Correct the pattern: invalid or unsupported Perl syntax: `(?=`'],
  ])('%j', (text, column, message) => {
    expect(parseSelector(text)).toEqual({ kind: 'invalid-selector', column, message })
  })
})

const nested = (depth: number) => `${'('.repeat(depth)}a exists${')'.repeat(depth)}`
const terms = (count: number) => Array(count).fill('a exists').join(' or ')
const list = (count: number) => `a in (${Array(count).fill('v').join(',')})`
const patterns = (count: number) => Array(count).fill('a ~ x').join(' and ')

describe('what is limited', () => {
  test.each<[what: string, text: string]>([
    ['length', 'a exists'.padEnd(4096)],
    ['parentheses', nested(32)],
    ['negations', `${'not '.repeat(32)}a exists`],
    ['conditions', terms(100)],
    ['values of a list', list(200)],
    ['patterns', patterns(8)],
    ['length of a pattern', `a ~ ${'x'.repeat(200)}`],
    ['repetitions in a pattern', 'a ~ "x{100}"'],
  ])('%s: as much as the limit says is read', (_what, text) => {
    expect(parseSelector(text)).toMatchObject({ kind: 'selector' })
  })

  test.each<[what: string, text: string, column: number, message: string]>([
    ['length', 'a exists'.padEnd(4097), 4097, 'Shorten the selector to 4096 characters'],
    ['parentheses', nested(33), 33, 'Nest at most 32 times'],
    ['parentheses that are not closed', '('.repeat(4096), 33, 'Nest at most 32 times'],
    ['negations', `${'not '.repeat(33)}a exists`, 129, 'Nest at most 32 times'],
    ['conditions', terms(101), 1201, 'Write at most 100 conditions'],
    ['values of a list', list(201), 407, 'List at most 200 values'],
    ['patterns', patterns(9), 85, 'Write at most 8 patterns'],
    ['length of a pattern', `a ~ ${'x'.repeat(201)}`, 5, 'Shorten the pattern to 200 characters'],
    ['repetitions in a pattern', 'a ~ "x{400}"', 5, 'Repeat less in the pattern'],
    ['repetitions within each other', 'a ~ "((a{9}){9}){9}"', 5, 'Repeat less in the pattern'],
    ['optional repetitions', `a ~ "${'x{0,255}'.repeat(20)}"`, 5, 'Repeat less in the pattern'],
    ['open repetitions', 'a ~ "x{1000,}"', 5, 'Repeat less in the pattern'],
    [
      'Unicode classes in a pattern',
      String.raw`a ~ "\pL\PN\p{Greek}"`,
      5,
      'Name at most 2 Unicode classes in the pattern',
    ],
    [
      'a range over all of Unicode that ignores case',
      'a ~ "(?i)[k-\u{10fff0}]"',
      5,
      'Ignore case in the pattern, or name a range beyond ASCII, not both',
    ],
  ])('%s: more is refused', (_what, text, column, message) => {
    expect(parseSelector(text)).toEqual({ kind: 'invalid-selector', column, message })
  })
})
