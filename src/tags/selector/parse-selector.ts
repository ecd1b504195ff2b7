import { parseTerm } from './parse-term.ts'
import { readTokens } from './read-tokens.ts'
import { type Selector, selectorLimits } from './selector.ts'
import { TokenReader } from './token-reader.ts'

/** A selector, or why the text is none. */
export type ParsedSelector = { readonly kind: 'selector'; readonly selector: Selector } | InvalidSelector

export interface InvalidSelector {
  readonly kind: 'invalid-selector'
  /** Where, in characters (code points) from 1. */
  readonly column: number
  /** What to do about it. */
  readonly message: string
}

/** How much of what is limited a selector has used up. */
export interface Spent {
  terms: number
  patterns: number
}

/**
 * Reads a selector as `docs/search.md` has the language: in linear time, and of any text.
 * @param text not empty
 */
export function parseSelector(text: string): ParsedSelector {
  const { lengthMax } = selectorLimits
  if (text.length > lengthMax) return invalid(text, lengthMax, `Shorten the selector to ${lengthMax} characters`)
  const reader = new TokenReader(readTokens(text))
  const selector = parseTokens(reader)
  if (selector) return { kind: 'selector', selector }
  const { offset, message } = reader.failure ?? { offset: 0, message: '' }
  return invalid(text, offset, message)
}

/** All tokens as one selector; undefined if they are none, and the reader knows why. */
export function parseTokens(reader: TokenReader): Selector | undefined {
  const selector = parseCombination(reader, 'or', 0, { terms: 0, patterns: 0 })
  if (!selector) return undefined
  return reader.token.kind === 'end' && !reader.isCutShort ? selector : reader.failHere()
}

function parseCombination(reader: TokenReader, kind: 'and' | 'or', depth: number, spent: Spent): Selector | undefined {
  const parts: Selector[] = []
  do {
    const part = kind === 'or' ? parseCombination(reader, 'and', depth, spent) : parsePart(reader, depth, spent)
    if (!part) return undefined
    parts.push(part)
  } while (reader.takeWord(kind))
  const [first, second] = parts
  return first && !second ? first : { kind, parts }
}

function parsePart(reader: TokenReader, depth: number, spent: Spent): Selector | undefined {
  const { depthMax } = selectorLimits
  const { start } = reader.token
  if (reader.takeWord('not')) {
    if (depth === depthMax) return reader.fail(`Nest at most ${depthMax} times`, start)
    const part = parsePart(reader, depth + 1, spent)
    return part && { kind: 'not', part }
  }
  if (!reader.takeSign('(')) return parseTerm(reader, spent)
  if (depth === depthMax) return reader.fail(`Nest at most ${depthMax} times`, start)
  const inside = parseCombination(reader, 'or', depth + 1, spent)
  if (!inside) return undefined
  return reader.takeSign(')') ? inside : reader.failHere()
}

function invalid(text: string, offset: number, message: string): InvalidSelector {
  return { kind: 'invalid-selector', column: Array.from(text.slice(0, offset)).length + 1, message }
}
