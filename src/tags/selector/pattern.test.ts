import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { passes } from './matches.ts'
import { compilePattern, withoutPattern } from './pattern.ts'

test.each<[pattern: string, text: string, matches: boolean]>([
  ['^9', '930', true],
  ['^9', '390', false],
  ['9', '390', true],
  ['(?i)^prod$', 'PROD', true],
  ['^[a-z]+-\\d{2}$', 'pay-42', true],
  ['研发|测试', '研发部', true],
  ['^.$', '😀', true],
  ['', '', true],
])('%j on %j', (pattern, text, matches) => {
  expect(passes({ kind: 'matches', pattern }, text)).toBe(matches)
})

test.each([['(a+)+$'], ['^(a|a)*$'], ['(.*)*x'], ['(a*)*b'], ['^(([a-z])+.)+[A-Z]([a-z])+$']])(
  'a pattern that backtracks elsewhere, %j, takes time that grows with the text alone',
  (pattern) => {
    const compiled = compilePattern(pattern)
    expect(typeof compiled === 'string' || compiled.test(`${'a'.repeat(100_000)}!`)).toBe(false)
  },
)

test('a pattern of plain letters needs no pattern', () => {
  expect(withoutPattern('prod')).toEqual({ kind: 'contains', text: 'prod' })
  expect(withoutPattern('^prod')).toEqual({ kind: 'begins', text: 'prod' })
  expect(withoutPattern('^prod$')).toEqual({ kind: 'is', values: ['prod'] })
  expect(withoutPattern('prod$')).toBeUndefined()
  expect(withoutPattern('pro.')).toBeUndefined()
  expect(withoutPattern('(?i)prod')).toBeUndefined()
})

test('what needs no pattern holds for the same texts as the pattern', () => {
  const letters = fc.string({
    unit: fc.constantFrom('a', 'b', '\n', '-', '/', '😀', '^', '$', '.', '\\'),
    maxLength: 4,
  })
  fc.assert(
    fc.property(letters, letters, (pattern, text) => {
      const simple = withoutPattern(pattern)
      fc.pre(simple !== undefined)
      expect(passes(simple, text)).toBe(passes({ kind: 'matches', pattern }, text))
    }),
    { numRuns: 1000 },
  )
})
