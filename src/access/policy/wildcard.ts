import { foldCase } from './fold-case.ts'
import { compileAutomaton, type PartMatcher } from './wildcard-automaton.ts'

/** Tests a text against what it was made of. */
export type Matcher = (text: string) => boolean

/** The matcher of `*`. A pattern that matches every text compiles to this very function. */
export const matchesEverything: Matcher = () => true

/**
 * Compiles a pattern in which `*` stands for any characters or none and `?` for exactly one (a code point).
 * Letter case counts. The time to match grows with the length of the text, whatever the pattern and the text are.
 */
export function compileWildcard(pattern: string): Matcher {
  const first = pattern.search(/[*?]/)
  if (first < 0) return (text) => text === pattern
  const last = Math.max(pattern.lastIndexOf('*'), pattern.lastIndexOf('?'))
  const head = pattern.slice(0, first)
  const tail = pattern.slice(last + 1)
  const core = compileCore(pattern.slice(first, last + 1))
  if (core !== anyCore) return between(head, tail, core)
  if (head === '' && tail === '') return matchesEverything
  return tail === '' ? (text) => text.startsWith(head) : between(head, tail, core)
}

/** As {@link compileWildcard}, with no regard to letter case. */
export function compileWildcardIgnoringCase(pattern: string): Matcher {
  const matches = compileWildcard(pattern.toLowerCase())
  return matches === matchesEverything ? matches : (text) => matches(foldCase(text))
}

const anyCore: PartMatcher = () => true

function between(head: string, tail: string, core: PartMatcher): Matcher {
  const fixed = head.length + tail.length
  return (text) =>
    text.length >= fixed &&
    text.startsWith(head) &&
    text.endsWith(tail) &&
    core(text, head.length, text.length - tail.length)
}

/** Above it, the search for a piece may read the same characters too often. */
const pieceLengthMax = 32

/** @param pattern begins and ends with a wildcard */
function compileCore(pattern: string): PartMatcher {
  const pieces = pattern.split('*').filter((piece) => piece !== '')
  if (pieces.length === 0) return anyCore
  const simple = !pattern.includes('?') && pieces.every((piece) => piece.length <= pieceLengthMax)
  return simple ? inThisOrder(pieces) : compileAutomaton(pattern)
}

/** Each piece where it comes first after the one before it: if they fit anywhere, they fit there. */
function inThisOrder(pieces: readonly string[]): PartMatcher {
  return (text, start, end) => {
    let at = start
    for (const piece of pieces) {
      const found = text.indexOf(piece, at)
      if (found < 0 || found + piece.length > end) return false
      at = found + piece.length
    }
    return true
  }
}
