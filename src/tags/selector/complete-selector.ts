import { parseTokens } from './parse-selector.ts'
import { readTokens, type Token, type Tokens } from './read-tokens.ts'
import { selectorLimits, type TextSubject } from './selector.ts'
import { TokenReader } from './token-reader.ts'

/** What may stand at a place of a selector that is being typed. Offsets count UTF-16 units. */
export interface Completion {
  /** The part of the text that a choice takes the place of. */
  readonly from: number
  readonly to: number
  /** What is typed of it, up to the cursor, without quotes. */
  readonly typed: string
  /** Words, operators and attributes that may stand there and begin with what is typed. */
  readonly words: readonly string[]
  /** Whether a tag key may stand there; it is to be written with `quoteText`, as a value is. */
  readonly key: boolean
  /** Whose value may stand there. */
  readonly subject?: TextSubject
}

/** What may stand at `cursor`, if what stands before can be read. Linear in the length of `text`. */
export function completeSelector(text: string, cursor: number): Completion | undefined {
  if (text.length > selectorLimits.lengthMax) return undefined
  const before = cutAt(text, cursor)
  if (!before) return undefined
  const { from, typed } = before
  const reader = new TokenReader(before)
  parseTokens(reader)
  if (reader.failure && reader.failure.offset !== from) return undefined
  const start = typed.toLowerCase()
  const words = reader.expected.flatMap((one) => {
    if (one.kind === 'attribute') return `@${one.text}`
    return one.kind === 'word' || one.kind === 'operator' ? one.text : []
  })
  const value = reader.expected.find((one) => one.kind === 'value')
  return {
    from,
    to: endOfTokenAt(text, from, cursor),
    typed,
    words: [...new Set(words)].filter((word) => word.startsWith(start)),
    key: reader.expected.some(({ kind }) => kind === 'key'),
    ...(value && { subject: value.of }),
  }
}

/** What stands before the cursor, without the piece that is being typed. */
function cutAt(text: string, cursor: number): (Tokens & { readonly from: number; readonly typed: string }) | undefined {
  const { tokens, failure } = readTokens(text.slice(0, cursor))
  const [last, end] = tokens.slice(-2)
  if (failure) {
    const typed = text.slice(failure.offset, cursor)
    if (failure.kind === 'open-quote') return { tokens, from: failure.offset, typed: unquoted(typed) }
    return typed === '!' ? { tokens, from: failure.offset, typed } : undefined
  }
  const isTyped = last && end && last.kind !== 'sign' && last.end === cursor
  if (!isTyped) return { tokens, from: cursor, typed: '' }
  const typed = last.kind === 'attribute' ? `@${last.text}` : last.text
  const without = [...tokens.slice(0, -2), { ...end, start: last.start }]
  return { tokens: without, from: last.start, typed }
}

function unquoted(typed: string): string {
  const quote = typed.slice(0, 1)
  return typed.slice(1).replaceAll(quote + quote, quote)
}

/** The end of the token that the cursor is in. */
function endOfTokenAt(text: string, from: number, cursor: number): number {
  if (from === cursor) return cursor
  const token: Token | undefined = readTokens(text).tokens.find(({ start }) => start === from)
  return Math.max(token?.end ?? cursor, cursor)
}
