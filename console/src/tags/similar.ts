/** A key or value, and how many instances carry it. */
export interface Counted {
  readonly text: string
  readonly instances: number
}

/** Spellings that may mean the same, the most frequent first. */
export type Spellings = readonly [Counted, Counted, ...Counted[]]

/** Texts that are compared: the work grows with their square. */
const comparedMax = 500
/** From how many characters on one may be wrong, and from how many on two. */
const oneWrongMin = 4
const twoWrongMin = 9
/** Characters of an abbreviation. */
const abbreviationMin = 3

/**
 * Groups what differs in letter case, in marks between words, in a letter or two, or is cut short.
 * @param counts the most frequent first
 */
export function similarSpellings(counts: readonly Counted[]): readonly Spellings[] {
  const groups: Counted[][] = []
  for (const one of counts.slice(0, comparedMax)) {
    const found = groups.find(([first]) => first && isSimilar(first.text, one.text))
    if (found) found.push(one)
    else groups.push([one])
  }
  return groups.filter((group): group is [Counted, Counted, ...Counted[]] => group.length > 1)
}

function isSimilar(one: string, other: string): boolean {
  return isMisspelt(one, other) || isAbbreviated(one, other) || isAbbreviated(other, one)
}

function isMisspelt(one: string, other: string): boolean {
  const [a, b] = [plain(one), plain(other)]
  if (a === b) return a !== ''
  // What differs in its digits is numbered, not misspelt.
  if (a.replace(/\D/g, '') !== b.replace(/\D/g, '')) return false
  const shorter = Math.min(a.length, b.length)
  const wrongMax = shorter >= twoWrongMin ? 2 : shorter >= oneWrongMin ? 1 : 0
  return Math.abs(a.length - b.length) <= wrongMax && distance(a, b) <= wrongMax
}

/** `env` for `environment`; `cost` and `cost-center` are two things. */
function isAbbreviated(short: string, long: string): boolean {
  const isBeginning = long.toLowerCase().startsWith(short.toLowerCase())
  return short.length >= abbreviationMin && isBeginning && /^\p{Ll}+$/u.test(long.slice(short.length))
}

/** Without letter case, and without marks between words. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[\s_\-./:]/g, '')
}

/** Letters to insert, remove, replace or swap with the next (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1
      const steps = [at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + cost]
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current.push(Math.min(...steps, ...(isSwap ? [at(before, column - 2) + 1] : [])))
    }
    before = last
    last = current
  }
  return at(last, b.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? 0
}
