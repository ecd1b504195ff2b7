/** Further apart than that, a text is no slip of the other. */
const distanceMax = 3

/** Of `candidates`, the one that `text` is most likely a slip of, whatever the letter case. */
export function closestText(text: string, candidates: readonly string[]): string | undefined {
  const wanted = text.toLowerCase()
  const limit = Math.min(distanceMax, Math.floor(wanted.length / 2))
  const near = candidates
    .filter(({ length }) => Math.abs(length - wanted.length) <= limit)
    .map((candidate) => ({ candidate, distance: distanceOf(wanted, candidate.toLowerCase()) }))
  return near.filter(({ distance }) => distance <= limit).toSorted((a, b) => a.distance - b.distance)[0]?.candidate
}

/** Characters to insert, remove or replace (Levenshtein). */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (const [line, left] of [...one].entries()) {
    const next = [line + 1]
    for (const [at, right] of [...other].entries()) {
      const replaced = (row[at] ?? 0) + (left === right ? 0 : 1)
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
