const wordBits = 32

/** Tests `text` from `start` up to `end`. */
export type PartMatcher = (text: string, start: number, end: number) => boolean

/**
 * Matches a pattern of `*` and `?`, reading each character of the text once. It follows all ways to match at once, one
 * bit for each: bit n says that the characters so far fit the first n of the pattern. A `*` after n of them keeps bit
 * n; a character moves on the bits whose next one it fits.
 */
export function compileAutomaton(pattern: string): PartMatcher {
  const { characters, stays } = parse(pattern)
  const { length } = characters
  const words = Math.floor(length / wordBits) + 1
  const isOpenEnded = stays.has(length)
  const kept = bitsWhere(words, (n) => stays.has(n))
  const others = bitsWhere(words, (n) => characters[n] === '?')
  const fits = fittingBits(characters, words)
  const state = new Uint32Array(words)
  return (text, start, end) => {
    state.fill(0)
    state[0] = 1
    for (let at = start; at < end; ) {
      if (isOpenEnded && hasBit(state, length)) return true
      const code = text.codePointAt(at) ?? 0
      if (!advance(state, fits.get(code) ?? others, kept)) return false
      at += code > 0xffff ? 2 : 1
    }
    return hasBit(state, length)
  }
}

/** For each character of the pattern, where in the pattern it fits. */
function fittingBits(characters: readonly string[], words: number): ReadonlyMap<number | undefined, Uint32Array> {
  const letters = [...new Set(characters)].filter((one) => one !== '?')
  return new Map(
    letters.map((one) => [one.codePointAt(0), bitsWhere(words, (n) => characters[n] === one || characters[n] === '?')]),
  )
}

/** The characters of a pattern without its stars, and after how many of them a star stands. */
function parse(pattern: string): { characters: readonly string[]; stays: ReadonlySet<number> } {
  const characters: string[] = []
  const stays = new Set<number>()
  for (const one of pattern) {
    if (one === '*') stays.add(characters.length)
    else characters.push(one)
  }
  return { characters, stays }
}

function bitsWhere(words: number, holds: (n: number) => boolean): Uint32Array {
  const bits = new Uint32Array(words)
  for (let n = 0; n < words * wordBits; n++) {
    if (holds(n)) bits[n >>> 5] = (bits[n >>> 5] ?? 0) | (1 << (n & 31))
  }
  return bits
}

function hasBit(bits: Uint32Array, n: number): boolean {
  return (((bits[n >>> 5] ?? 0) >>> (n & 31)) & 1) === 1
}

/** Takes one character; returns false if no way to match is left. */
function advance(state: Uint32Array, fits: Uint32Array, kept: Uint32Array): boolean {
  let carried = 0
  let alive = 0
  for (let word = 0; word < state.length; word++) {
    const before = state[word] ?? 0
    const moving = before & (fits[word] ?? 0)
    const after = (moving << 1) | carried | (before & (kept[word] ?? 0))
    carried = moving >>> 31
    state[word] = after
    alive |= after
  }
  return alive !== 0
}
