import type { Token, TokenFailure, Tokens } from './read-tokens.ts'
import type { TextSubject } from './selector.ts'

/** What may stand at a place of a selector: a word of the language or a sign, a key, an attribute, a value. */
export type Expectation =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'operator'; readonly text: string }
  | { readonly kind: 'key' }
  | { readonly kind: 'attribute'; readonly text: string }
  | { readonly kind: 'value'; readonly of: TextSubject }
  | { readonly kind: 'count' }
  | { readonly kind: 'time' }

/** Why a text is no selector. `offset` counts UTF-16 units. */
export interface Failure {
  readonly offset: number
  readonly message: string
}

/** The words that must stand in quotes to be keys or values; their letter case does not matter. */
export const keywords = ['and', 'or', 'not', 'in', 'exists', 'missing'] as const
export type Keyword = (typeof keywords)[number]

const tokenFailures: Readonly<Record<TokenFailure['kind'], string>> = {
  'open-quote': 'Close the quote',
  'unknown-sign': 'Put the sign in quotes, or remove it',
  'not-text': 'Remove half a surrogate pair',
}

/** Takes tokens one after the other, and knows at each place what was asked for: messages and completion say so. */
export class TokenReader {
  readonly #tokens: readonly Token[]
  readonly #tokenFailure: TokenFailure | undefined
  #position = 0
  #expected: Expectation[] = []
  #failure: Failure | undefined

  constructor({ tokens, failure }: Tokens) {
    this.#tokens = tokens
    this.#tokenFailure = failure
  }

  get token(): Token {
    return this.#tokens[this.#position] as Token
  }

  /** What may stand in the place of {@link token}. */
  get expected(): readonly Expectation[] {
    return this.#expected
  }

  /** Whether something that is no token stands at the end. */
  get isCutShort(): boolean {
    return this.#tokenFailure !== undefined
  }

  /** The first failure. */
  get failure(): Failure | undefined {
    return this.#failure
  }

  take(): Token {
    const { token } = this
    this.#position++
    this.#expected = []
    return token
  }

  /** Takes the token if it is this word. */
  takeWord(word: Keyword): boolean {
    return this.#takeIf(keywordOf(this.token) === word, { kind: 'word', text: word })
  }

  /** Takes the token if it is this sign. */
  takeSign(text: string, kind: 'word' | 'operator' = 'word'): boolean {
    return this.#takeIf(this.token.kind === 'sign' && this.token.text === text, { kind, text })
  }

  /** Takes the token if it is a key or value. */
  takeText(expectation: Expectation): string | undefined {
    const { kind, text } = this.token
    const isText = kind === 'text' || (kind === 'word' && keywordOf(this.token) === undefined)
    return this.#takeIf(isText, expectation) ? text : undefined
  }

  /** Takes the token if it is one of these attributes. */
  takeAttribute<Name extends string>(names: readonly Name[]): Name | undefined {
    const { kind, text } = this.token
    const found = kind === 'attribute' ? names.find((name) => name === text.toLowerCase()) : undefined
    if (found === undefined) this.#expected.push(...names.map((name) => ({ kind: 'attribute' as const, text: name })))
    else this.take()
    return found
  }

  /** @returns undefined, for whoever could not read on */
  fail(message: string, offset = this.token.start): undefined {
    this.#failure ??= { offset, message }
    return undefined
  }

  /** Fails because the token is none of those that were asked for. */
  failHere(): undefined {
    const { token } = this
    if (token.kind !== 'end') return this.fail(`Write ${this.#wanted()} in place of ${shown(token)}`)
    if (this.#tokenFailure) return this.fail(tokenFailures[this.#tokenFailure.kind])
    return this.fail(`Write ${this.#wanted()} at the end`)
  }

  #wanted(): string {
    const names = [...new Set(this.#expected.map(nameOf))]
    return names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : (names[0] ?? 'nothing')
  }

  #takeIf(isIt: boolean, expectation: Expectation): boolean {
    if (isIt) this.take()
    else this.#expected.push(expectation)
    return isIt
  }
}

export function keywordOf({ kind, text }: Pick<Token, 'kind' | 'text'>): Keyword | undefined {
  return kind === 'word' ? keywords.find((keyword) => keyword === text.toLowerCase()) : undefined
}

const shownMax = 40

function shown(token: Token): string {
  const text = token.kind === 'attribute' ? `@${token.text}` : token.text
  return JSON.stringify(text.length > shownMax ? `${text.slice(0, shownMax).toWellFormed()}…` : text)
}

function nameOf(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'word':
      return JSON.stringify(expectation.text)
    case 'operator':
      return 'an operator'
    case 'key':
      return 'a tag key'
    case 'attribute':
      return 'an attribute'
    case 'value':
      return 'a value'
    case 'count':
      return 'a number'
    case 'time':
      return 'a time'
  }
}
