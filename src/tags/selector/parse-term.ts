import type { Spent } from './parse-selector.ts'
import { compilePattern } from './pattern.ts'
import {
  type Comparison,
  type NumberAttribute,
  numberAttributes,
  type Selector,
  selectorLimits,
  type TextSubject,
  type TextTest,
  textAttributes,
} from './selector.ts'
import { parseTime } from './selector-time.ts'
import type { TokenReader } from './token-reader.ts'

const count = /^\d{1,4}$/

/** A comparison by the sign it is written with; `!=` is the negation of `=`. */
const comparisons: readonly (readonly [sign: string, operator: Comparison, isNegated: boolean])[] = [
  ['=', '=', false],
  ['!=', '=', true],
  ['<', '<', false],
  ['<=', '<=', false],
  ['>', '>', false],
  ['>=', '>=', false],
]

/** The signs of the tests that take one text. */
export const textSigns = { is: '=', begins: '^=', contains: '*=', matches: '~' } as const satisfies Record<
  TextTest['kind'],
  string
>

/** `env = prod`, `owner missing`, `@tags >= 10`; undefined if the reader is at none, and it knows why. */
export function parseTerm(reader: TokenReader, spent: Spent): Selector | undefined {
  const { start } = reader.token
  const key = reader.takeText({ kind: 'key' })
  const attribute = key === undefined ? reader.takeAttribute(textAttributes) : undefined
  const number = key === undefined && attribute === undefined ? reader.takeAttribute(numberAttributes) : undefined
  if (key === undefined && attribute === undefined && number === undefined) return reader.failHere()
  if (++spent.terms > selectorLimits.termsMax) {
    return reader.fail(`Write at most ${selectorLimits.termsMax} conditions`, start)
  }
  if (number !== undefined) return parseComparison(reader, number)
  if (attribute !== undefined) return parseTextTerm(reader, { attribute }, spent)
  return key === undefined ? undefined : parseTextTerm(reader, { tag: key }, spent)
}

function parseTextTerm(reader: TokenReader, subject: TextSubject, spent: Spent): Selector | undefined {
  for (const kind of Object.keys(textSigns) as TextTest['kind'][]) {
    const sign = textSigns[kind]
    if (reader.takeSign(sign, 'operator')) return termOf(subject, parseTest(reader, subject, kind, spent), false)
    if (reader.takeSign(`!${sign}`, 'operator')) return termOf(subject, parseTest(reader, subject, kind, spent), true)
  }
  if ('tag' in subject) {
    const exists = { kind: 'exists', key: subject.tag } as const
    if (reader.takeWord('exists')) return exists
    if (reader.takeWord('missing')) return { kind: 'not', part: exists }
  }
  const isNegated = reader.takeWord('not')
  return reader.takeWord('in') ? termOf(subject, parseList(reader, subject), isNegated) : reader.failHere()
}

function termOf(subject: TextSubject, test: TextTest | undefined, isNegated: boolean): Selector | undefined {
  if (!test) return undefined
  const term = { kind: 'text', subject, test } as const
  return isNegated ? { kind: 'not', part: term } : term
}

function parseTest(
  reader: TokenReader,
  subject: TextSubject,
  kind: TextTest['kind'],
  spent: Spent,
): TextTest | undefined {
  const { start } = reader.token
  const text = reader.takeText({ kind: 'value', of: subject })
  if (text === undefined) return reader.failHere()
  if (kind === 'is') return { kind, values: [text] }
  if (kind !== 'matches') return { kind, text }
  if (++spent.patterns > selectorLimits.patternsMax) {
    return reader.fail(`Write at most ${selectorLimits.patternsMax} patterns`, start)
  }
  const compiled = compilePattern(text)
  return typeof compiled === 'string' ? reader.fail(compiled, start) : { kind, pattern: text }
}

function parseList(reader: TokenReader, subject: TextSubject): TextTest | undefined {
  if (!reader.takeSign('(')) return reader.failHere()
  const values: string[] = []
  do {
    const { start } = reader.token
    const value = reader.takeText({ kind: 'value', of: subject })
    if (value === undefined) return reader.failHere()
    values.push(value)
    if (values.length > selectorLimits.listMax) {
      return reader.fail(`List at most ${selectorLimits.listMax} values`, start)
    }
  } while (reader.takeSign(','))
  return reader.takeSign(')') ? { kind: 'is', values } : reader.failHere()
}

function parseComparison(reader: TokenReader, attribute: NumberAttribute): Selector | undefined {
  // Nothing is created at a moment that anybody names.
  const fitting = attribute === 'tags' ? comparisons : comparisons.filter(([, operator]) => operator !== '=')
  for (const [sign, operator, isNegated] of fitting) {
    if (!reader.takeSign(sign, 'operator')) continue
    const value = parseNumber(reader, attribute)
    if (value === undefined) return undefined
    const term = { kind: 'number', attribute, operator, value } as const
    return isNegated ? { kind: 'not', part: term } : term
  }
  return reader.failHere()
}

function parseNumber(reader: TokenReader, attribute: NumberAttribute): number | undefined {
  const { start } = reader.token
  const text = reader.takeText({ kind: attribute === 'tags' ? 'count' : 'time' })
  if (text === undefined) return reader.failHere()
  if (attribute === 'tags') return count.test(text) ? Number(text) : reader.fail('Write a number, 0 to 9999', start)
  return parseTime(text) ?? reader.fail('Write a date, 2026-01-31, or a time, 2026-01-31T12:00:00Z', start)
}
