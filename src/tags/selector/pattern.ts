import { RE2JS, RE2JSSyntaxException } from 're2js'
import { selectorLimits, type TextTest } from './selector.ts'

/** A compiled pattern; tests a text in time linear in its length. */
export interface Pattern {
  test(text: string): boolean
}

/** Length of a pattern times its repetition counts: what it comes to when it is compiled. */
const expandedLengthMax = 1000
/** Unicode classes, each of which has hundreds of ranges. */
const unicodeClassesMax = 2
/** A class may reach over all of Unicode, and each character in it has its other case looked up. */
const wideRangeWithoutCase = /\(\?[a-z-]*i.*\[.*-(?:[^\x20-\x7e]|\\)/is

/**
 * Compiles an RE2 pattern. What would take long to compile is refused before it is tried.
 * @returns what is wrong with it, in words, if it is no pattern
 */
export function compilePattern(pattern: string): Pattern | string {
  const { patternLengthMax } = selectorLimits
  if (pattern.length > patternLengthMax) return `Shorten the pattern to ${patternLengthMax} characters`
  if (expandedLength(pattern) > expandedLengthMax) return 'Repeat less in the pattern'
  if ((pattern.match(/\\p/gi)?.length ?? 0) > unicodeClassesMax) {
    return `Name at most ${unicodeClassesMax} Unicode classes in the pattern`
  }
  if (wideRangeWithoutCase.test(pattern)) return 'Ignore case in the pattern, or name a range beyond ASCII, not both'
  try {
    return RE2JS.compile(pattern)
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error
    return `Correct the pattern: ${error.message.replace('error parsing regexp: ', '')}`
  }
}

/** A test without a pattern that holds for the same texts, if it is that simple. */
export function withoutPattern(pattern: string): TextTest | undefined {
  const [, start, text = '', end] = /^(\^?)([^\\^$.|?*+()[\]{}]*)(\$?)$/.exec(pattern) ?? []
  if (start === undefined || (end && !start)) return undefined
  if (end) return { kind: 'is', values: [text] }
  return { kind: start ? 'begins' : 'contains', text }
}

function expandedLength(pattern: string): number {
  let length = pattern.length
  for (const [, least = '', most = least] of pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)) {
    length *= Math.max(1, Number(most || least))
  }
  return length
}
