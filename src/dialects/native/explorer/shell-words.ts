/** A line that ends in a backslash goes on, also within a word. */
const continued = '\\\n'

/** Words of a shell command, with its quotes and backslashes taken out; undefined if a quote is not closed. */
export function shellWords(command: string): readonly string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  for (let at = 0; at < command.length; ) {
    if (command.startsWith(continued, at)) {
      at += continued.length
      continue
    }
    const part = nextPart(command, at)
    if (!part) return undefined
    if (part.text === undefined) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + part.text
    at = part.end
  }
  return word === undefined ? words : [...words, word]
}

interface Part {
  /** Undefined between words. */
  readonly text: string | undefined
  readonly end: number
}

function nextPart(command: string, at: number): Part | undefined {
  const mark = command[at] as string
  if (/\s/.test(mark)) return { text: undefined, end: at + 1 }
  if (mark === "'") return upTo(command, at + 1, "'")
  if (mark === '"') return quoted(command, at + 1, '"', /[$`"\\\n]/)
  if (command.startsWith("$'", at)) return quoted(command, at + 2, "'", /['"\\nrt]/)
  if (mark === '\\') return { text: command[at + 1] ?? '', end: at + 2 }
  return { text: mark, end: at + 1 }
}

function upTo(command: string, start: number, quote: string): Part | undefined {
  const end = command.indexOf(quote, start)
  return end < 0 ? undefined : { text: command.slice(start, end), end: end + 1 }
}

/** @param escapable what a backslash takes its meaning from, or gives one */
function quoted(command: string, start: number, quote: string, escapable: RegExp): Part | undefined {
  const parts: string[] = []
  for (let at = start; at < command.length; at++) {
    const mark = command[at] as string
    if (mark === quote) return { text: parts.join(''), end: at + 1 }
    const next = command[at + 1] ?? ''
    if (mark !== '\\' || !escapable.test(next)) parts.push(mark)
    else {
      parts.push(quote === '"' ? (next === '\n' ? '' : next) : (controls[next] ?? next))
      at++
    }
  }
  return undefined
}

const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
