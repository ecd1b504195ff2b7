const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const

/** How long ago, or from now, in the largest unit that fits: `3d`, `5h`; `unknown` of what states no time. */
export function ageText(at: number, now: number): string {
  if (at === 0) return 'unknown'
  const ms = Math.abs(now - at)
  const [unit, length] = units.find(([, length]) => ms >= length) ?? ['s', 1000]
  return `${Math.floor(ms / length)}${unit}`
}
