/** A piece of a selector's text. Offsets count UTF-16 units. */
export interface Token {
  /** A word without quotes, a text in quotes, an attribute (`@name`), an operator or other sign, or the end. */
  readonly kind: 'word' | 'text' | 'attribute' | 'sign' | 'end'
  /** Without quotes, without `@`. */
  readonly text: string
  readonly start: number
  readonly end: number
}

/** What keeps a text from being read any further. */
export interface TokenFailure {
  readonly kind: 'open-quote' | 'unknown-sign' | 'not-text'
  readonly offset: number
}

/** The tokens of `text` up to its end or to the failure; the last one is always the end. */
export interface Tokens {
  readonly tokens: readonly Token[]
  readonly failure?: TokenFailure
}

/** What may stand without quotes: anything but white space, control characters and signs; `@` only further on. */
const word = /[^\s\p{C}\p{Z}()=!~<>^*,"'@][^\s\p{C}\p{Z}()=!~<>^*,"']*/uy
const attribute = /@[a-z]*/giy
const sign = /!\^=|!\*=|!=|!~|\^=|\*=|<=|>=|[=~<>(),]/y
const space = /[\s\p{Z}]+/uy

/** Linear in the length of `text`. */
export function readTokens(text: string): Tokens {
  const tokens: Token[] = []
  const stop = (offset: number, kind?: TokenFailure['kind']): Tokens => {
    tokens.push({ kind: 'end', text: '', start: offset, end: offset })
    return kind === undefined ? { tokens } : { tokens, failure: { kind, offset } }
  }
  if (!text.isWellFormed()) return stop(loneSurrogateIn(text), 'not-text')
  for (let at = 0; ; ) {
    at = endOf(space, text, at) ?? at
    if (at === text.length) return stop(at)
    const token = readToken(text, at)
    if (!token) return stop(at, text[at] === '"' || text[at] === "'" ? 'open-quote' : 'unknown-sign')
    tokens.push(token)
    at = token.end
  }
}

/** Whether `text` is a word by itself. */
export function isWord(text: string): boolean {
  return text !== '' && endOf(word, text, 0) === text.length
}

function readToken(text: string, start: number): Token | undefined {
  const quote = text[start]
  if (quote === '"' || quote === "'") return readQuoted(text, start, quote)
  for (const [kind, pattern] of [
    ['word', word],
    ['attribute', attribute],
    ['sign', sign],
  ] as const) {
    const end = endOf(pattern, text, start)
    if (end !== undefined) return { kind, text: text.slice(kind === 'attribute' ? start + 1 : start, end), start, end }
  }
  return undefined
}

/** Within quotes, the quote itself is written twice; nothing else is special. */
function readQuoted(text: string, start: number, quote: string): Token | undefined {
  for (let at = text.indexOf(quote, start + 1); at >= 0; at = text.indexOf(quote, at + 2)) {
    if (text[at + 1] === quote) continue
    const inside = text.slice(start + 1, at).replaceAll(quote + quote, quote)
    return { kind: 'text', text: inside, start, end: at + 1 }
  }
  return undefined
}

function endOf(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start
  return pattern.test(text) ? pattern.lastIndex : undefined
}

function loneSurrogateIn(text: string): number {
  const wellFormed = text.toWellFormed()
  let offset = 0
  while (text[offset] === wellFormed[offset]) offset++
  return offset
}
