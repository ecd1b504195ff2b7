import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchesNaively } from './naive-wildcard.fixture.ts'
import { compileWildcard, compileWildcardIgnoringCase, matchesEverything } from './wildcard.ts'

test.each([
  ['a text without wildcards is itself', 'abc', 'abc', true],
  ['and nothing longer', 'abc', 'abcd', false],
  ['letter case counts', 'abc', 'ABC', false],
  ['the empty pattern is the empty text', '', '', true],
  ['and no other', '', 'a', false],
  ['a star is any text', '*', 'abc', true],
  ['and none', '*', '', true],
  ['two stars are one', '**', 'abc', true],
  ['a star at the end leaves the beginning', 'ab*', 'abc', true],
  ['a star at the beginning leaves the end', '*bc', 'abc', true],
  ['a star between', 'a*c', 'abbc', true],
  ['beginning and end do not share characters', 'aba*aba', 'ababa', false],
  ['stars and texts in turn', 'db:*:*:instance/*', 'db:north:1:instance/r-1', true],
  ['each text between stars is needed', '*:*:instance/*', 'a:instance/r-1', false],
  ['a question mark is one character', 'a?c', 'abc', true],
  ['not none', 'a?c', 'ac', false],
  ['not two', 'a?c', 'abbc', false],
  ['a question mark is one character beyond 16 bits', 'a?c', 'a😀c', true],
  ['not half of it', 'a??c', 'a😀c', false],
  ['a star before a question mark needs a character', '*?', '', false],
  ['signs of regular expressions are themselves', 'a.c+[d]', 'abc+[d]', false],
  ['a line break is a character', 'a*c', 'a\nc', true],
  ['longer than a word of bits', `*${'ab'.repeat(40)}?*`, `x${'ab'.repeat(41)}`, true],
  ['longer than a word of bits, and one short', `*${'ab'.repeat(40)}?*`, `x${'ab'.repeat(40)}`, false],
])('%s: %s on %s', (_rule, pattern, text, expected) => {
  expect(compileWildcard(pattern)(text)).toBe(expected)
})

test('letter case is ignored where it should be', () => {
  expect(compileWildcardIgnoringCase('Db:Untag*')('dB:untagResources')).toBe(true)
})

test.each(['*', '**', '***'])('%s is known to match everything', (pattern) => {
  expect(compileWildcard(pattern)).toBe(matchesEverything)
  expect(compileWildcardIgnoringCase(pattern)).toBe(matchesEverything)
})

const withoutMarks = ['*', 'a', 'b', 'ab', '😀', '**', 'a*a']
const patterns = fc
  .constantFrom(withoutMarks, [...withoutMarks, '?'])
  .chain((pieces) => fc.array(fc.constantFrom(...pieces), { maxLength: 60 }))
  .map((pieces) => pieces.join(''))
const texts = fc.array(fc.constantFrom('a', 'b', '😀'), { maxLength: 60 }).map((pieces) => pieces.join(''))

test('agrees with a plain reference', () => {
  fc.assert(
    fc.property(patterns, texts, (pattern, text) => {
      expect(compileWildcard(pattern)(text)).toBe(matchesNaively(pattern, text))
    }),
    { numRuns: 2000 },
  )
})

test('what was matched before does not matter', () => {
  const matches = compileWildcard(`${'?'.repeat(40)}*?`)
  expect(['a'.repeat(41), '', 'a'.repeat(41)].map(matches)).toEqual([true, false, true])
})

test('a text matches itself, and any pattern made by putting wildcards for parts of it', () => {
  fc.assert(
    fc.property(texts, fc.array(fc.constantFrom('keep', '*', '?')), (text, edits) => {
      const pattern = [...text].map((each, at) => (edits[at] === '*' || edits[at] === '?' ? edits[at] : each)).join('')
      expect(compileWildcard(pattern)(text)).toBe(true)
    }),
  )
})

/** A text that counts how often one of its characters is read. */
class CountedText {
  reads = 0
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  get length() {
    return this.#text.length
  }
  startsWith(head: string) {
    return this.#text.startsWith(head)
  }
  endsWith(tail: string) {
    return this.#text.endsWith(tail)
  }
  indexOf(piece: string, from: number) {
    const found = this.#text.indexOf(piece, from)
    this.reads += (found < 0 ? this.length : found + piece.length) - from
    return found
  }
  codePointAt(at: number) {
    this.reads++
    return this.#text.codePointAt(at)
  }
}

test.each([
  ['many stars', '*a'.repeat(200), 'a'.repeat(199)],
  ['stars and question marks', `${'*?a?'.repeat(100)}b?`, 'a'.repeat(1000)],
  ['almost a match at each place', `*${'a'.repeat(500)}b*`, 'a'.repeat(1000)],
  ['pieces that come too often', `*${'aaaab'.repeat(6)}*b*`.repeat(20), 'aaaab'.repeat(30)],
  ['question marks between', `*${'?a'.repeat(250)}b*`, 'a'.repeat(1000)],
])('hostile pattern, %s: reads each character once at most', (_what, pattern, text) => {
  const counted = new CountedText(text)
  expect(compileWildcard(pattern)(counted as unknown as string)).toBe(false)
  expect(counted.reads).toBeLessThanOrEqual(text.length)
})
