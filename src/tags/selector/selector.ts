/**
 * A condition on instances, as `docs/search.md` has the language. Negated operators (`!=`, `not in`, `missing`) are
 * negations of their terms, so that they hold for an instance without the key too, as in Kubernetes.
 */
export type Selector = Combination | Negation | Term

/** All of its parts, two or more, or one of them. */
export interface Combination {
  readonly kind: 'and' | 'or'
  readonly parts: readonly Selector[]
}

export interface Negation {
  readonly kind: 'not'
  readonly part: Selector
}

export type Term = ExistsTerm | TextTerm | NumberTerm

/** The instance carries a tag of this key. */
export interface ExistsTerm {
  readonly kind: 'exists'
  readonly key: string
}

/** The instance carries a tag of this key with a value, or has an attribute, for which `test` holds. */
export interface TextTerm {
  readonly kind: 'text'
  readonly subject: TextSubject
  readonly test: TextTest
}

export type TextSubject = { readonly tag: string } | { readonly attribute: TextAttribute }

/** How a text is tested; letter case matters. */
export type TextTest =
  | { readonly kind: 'is'; readonly values: readonly string[] }
  | { readonly kind: 'begins'; readonly text: string }
  | { readonly kind: 'contains'; readonly text: string }
  /** An RE2 pattern that matches somewhere in it. */
  | { readonly kind: 'matches'; readonly pattern: string }

/** Compares the number of tags, or the time of creation in milliseconds since 1970. */
export interface NumberTerm {
  readonly kind: 'number'
  readonly attribute: NumberAttribute
  readonly operator: Comparison
  readonly value: number
}

export type Comparison = '=' | '<' | '<=' | '>' | '>='

export const textAttributes = ['cloud', 'tenant', 'region', 'id', 'name'] as const
export type TextAttribute = (typeof textAttributes)[number]

export const numberAttributes = ['created', 'tags'] as const
export type NumberAttribute = (typeof numberAttributes)[number]

/** What bounds a selector that somebody typed. Lengths in UTF-16 units. */
export const selectorLimits = {
  lengthMax: 4096,
  /** Parentheses and `not` within each other. */
  depthMax: 32,
  termsMax: 100,
  listMax: 200,
  patternsMax: 8,
  patternLengthMax: 200,
} as const
