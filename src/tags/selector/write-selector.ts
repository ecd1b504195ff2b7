import { textSigns } from './parse-term.ts'
import { quoteText } from './quote-text.ts'
import type { NumberTerm, Selector, Term, TextSubject, TextTest } from './selector.ts'
import { writeTime } from './selector-time.ts'

/** A selector in one canonical text, which the parser reads as the same selector. */
export function writeSelector(selector: Selector): string {
  switch (selector.kind) {
    case 'and':
      return selector.parts.map((part) => within(part, part.kind === 'and' || part.kind === 'or')).join(' and ')
    case 'or':
      return selector.parts.map((part) => within(part, part.kind === 'or')).join(' or ')
    case 'not':
      return writeNegation(selector.part)
    default:
      return writeTerm(selector)
  }
}

function within(selector: Selector, inParentheses: boolean): string {
  return inParentheses ? `(${writeSelector(selector)})` : writeSelector(selector)
}

function writeNegation(part: Selector): string {
  switch (part.kind) {
    case 'exists':
      return `${quoteText(part.key)} missing`
    case 'text':
      return writeText(part.subject, part.test, true)
    case 'number':
      return part.operator === '=' ? writeNumber(part, '!=') : `not ${writeTerm(part)}`
    default:
      return `not ${within(part, part.kind !== 'not')}`
  }
}

function writeTerm(term: Term): string {
  if (term.kind === 'exists') return `${quoteText(term.key)} exists`
  return term.kind === 'text' ? writeText(term.subject, term.test, false) : writeNumber(term, term.operator)
}

function writeText(subject: TextSubject, test: TextTest, isNegated: boolean): string {
  const name = 'tag' in subject ? quoteText(subject.tag) : `@${subject.attribute}`
  if (test.kind === 'is' && test.values.length > 1) {
    return `${name} ${isNegated ? 'not in' : 'in'} (${test.values.map(quoteText).join(', ')})`
  }
  const text = test.kind === 'is' ? (test.values[0] ?? '') : test.kind === 'matches' ? test.pattern : test.text
  return `${name} ${isNegated ? '!' : ''}${textSigns[test.kind]} ${quoteText(text)}`
}

function writeNumber({ attribute, value }: NumberTerm, sign: string): string {
  return `@${attribute} ${sign} ${attribute === 'tags' ? value : writeTime(value)}`
}
