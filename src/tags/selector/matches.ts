import type { Tag } from '../tag.ts'
import { compilePattern, type Pattern } from './pattern.ts'
import type { Comparison, Selector, Term, TextTerm, TextTest } from './selector.ts'

/** What a selector can tell of an instance. */
export interface Selectable {
  /** The name of the dialect that serves it. */
  readonly cloud: string
  readonly tenant: string
  readonly region: string
  readonly id: string
  readonly name: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly tags: readonly Tag[]
}

const comparisons = {
  '=': (one, other) => one === other,
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
} as const satisfies Record<Comparison, (one: number, other: number) => boolean>

/** Whether `selector` holds for an instance: what every store's search agrees with. */
export function matches(selector: Selector, instance: Selectable): boolean {
  switch (selector.kind) {
    case 'and':
      return selector.parts.every((part) => matches(part, instance))
    case 'or':
      return selector.parts.some((part) => matches(part, instance))
    case 'not':
      return !matches(selector.part, instance)
    default:
      return matchesTerm(selector, instance)
  }
}

/** Whether a text that is there passes a test. */
export function passes(test: TextTest, text: string): boolean {
  switch (test.kind) {
    case 'is':
      return test.values.includes(text)
    case 'begins':
      return text.startsWith(test.text)
    case 'contains':
      return text.includes(test.text)
    case 'matches':
      return patternOf(test).test(text)
  }
}

function matchesTerm(term: Term, instance: Selectable): boolean {
  if (term.kind === 'exists') return instance.tags.some(({ key }) => key === term.key)
  if (term.kind === 'number') {
    const number = term.attribute === 'tags' ? instance.tags.length : instance.createdAt
    return comparisons[term.operator](number, term.value)
  }
  const text = textOf(term, instance)
  return text !== undefined && passes(term.test, text)
}

function textOf({ subject }: TextTerm, instance: Selectable): string | undefined {
  if ('attribute' in subject) return instance[subject.attribute]
  return instance.tags.find(({ key }) => key === subject.tag)?.value
}

const compiled = new WeakMap<TextTest, Pattern>()

function patternOf(test: TextTest & { readonly kind: 'matches' }): Pattern {
  const known = compiled.get(test)
  if (known) return known
  const pattern = compilePattern(test.pattern)
  if (typeof pattern === 'string') throw new Error(`A pattern that no parser let through: ${pattern}`)
  compiled.set(test, pattern)
  return pattern
}
