const wordBits = 32
const anyCharacter = '?'.codePointAt(0)

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
  const kept = withBits(new Uint32Array(words), stays)
  const others = withBits(new Uint32Array(words), placesOf('?', characters))
  const fits = fittingBits(characters, others)
  const state = new Uint32Array(words)
  return (text, start, end) => {
    state.fill(0)
    state[0] = 1
    for (let at = start; at < end; ) {
      if (isOpenEnded && hasBit(state, length)) return true
      const code = text.codePointAt(at) ?? 0
      if (!advance(state, fits(code), kept)) return false
      at += code > 0xffff ? 2 : 1
    }
    return hasBit(state, length)
  }
}

/** Up to so many places of a character are kept as they are: bits for each would take the square of the pattern's length. */
const placesKeptMax = 16

/**
 * For a character of a text, where in the pattern it fits. What is answered holds until the next question.
 * @param others where any character fits
 */
function fittingBits(characters: readonly string[], others: Uint32Array): (code: number) => Uint32Array {
  const byCode = Array.from(characters, (one, place) => ({ code: one.codePointAt(0) ?? 0, place }))
    .filter(({ code }) => code !== anyCharacter)
    .sort((one, other) => one.code - other.code)
  const codes = Uint32Array.from(byCode, ({ code }) => code)
  const places = Uint32Array.from(byCode, ({ place }) => place)
  const dense = new Map<number, Uint32Array>()
  for (let start = 0, end = 0; start < codes.length; start = end) {
    while (end < codes.length && codes[end] === codes[start]) end++
    if (end - start > placesKeptMax) dense.set(codes[start] ?? 0, withBits(others.slice(), places.subarray(start, end)))
  }
  const scratch = others.slice()
  return (code) => {
    const known = dense.get(code)
    if (known) return known
    const start = firstAtLeast(codes, code)
    if (codes[start] !== code) return others
    scratch.set(others)
    return withBits(scratch, places.subarray(start, firstAtLeast(codes, code + 1)))
  }
}

/** Where in sorted numbers the first one stands that is not less than `wanted`. */
function firstAtLeast(sorted: Uint32Array, wanted: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

function placesOf(wanted: string, characters: readonly string[]): readonly number[] {
  return characters.flatMap((one, n) => (one === wanted ? [n] : []))
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

function withBits(bits: Uint32Array, places: Iterable<number>): Uint32Array {
  for (const n of places) bits[n >>> 5] = (bits[n >>> 5] ?? 0) | (1 << (n & 31))
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
