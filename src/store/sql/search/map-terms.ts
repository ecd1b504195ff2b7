import type { Selector, Term } from '../../../tags/selector/selector.ts'

/** `selector` with each term put for what `change` makes of it; where that decides the whole, the answer. */
export function mapTerms(selector: Selector, change: (term: Term) => Selector | boolean): Selector | boolean {
  switch (selector.kind) {
    case 'and':
      return combined(
        'and',
        selector.parts.map((part) => mapTerms(part, change)),
      )
    case 'or':
      return combined(
        'or',
        selector.parts.map((part) => mapTerms(part, change)),
      )
    case 'not':
      return negated(mapTerms(selector.part, change))
    default:
      return change(selector)
  }
}

/** All terms of a selector. */
export function termsOf(selector: Selector): readonly Term[] {
  if ('parts' in selector) return selector.parts.flatMap(termsOf)
  return selector.kind === 'not' ? termsOf(selector.part) : [selector]
}

function combined(kind: 'and' | 'or', parts: readonly (Selector | boolean)[]): Selector | boolean {
  const decisive = kind === 'or'
  if (parts.includes(decisive)) return decisive
  const open = parts.filter((part) => typeof part !== 'boolean')
  const [first, second] = open
  if (first === undefined) return !decisive
  return second === undefined ? first : { kind, parts: open }
}

function negated(part: Selector | boolean): Selector | boolean {
  return typeof part === 'boolean' ? !part : { kind: 'not', part }
}
