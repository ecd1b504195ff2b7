/** Whether a text fits a pattern of `*` and `?`, as slow as it is plain: which lengths of the pattern fit what was read so far. */
export function matchesNaively(pattern: string, text: string): boolean {
  const wanted = [...pattern]
  const skipStars = (from: number): number[] => [from, ...(wanted[from] === '*' ? skipStars(from + 1) : [])]
  let reached = new Set(skipStars(0))
  for (const character of text) {
    const next = [...reached].flatMap((at) => {
      if (wanted[at] === '*') return skipStars(at)
      return wanted[at] === '?' || wanted[at] === character ? skipStars(at + 1) : []
    })
    reached = new Set(next)
  }
  return reached.has(wanted.length)
}
