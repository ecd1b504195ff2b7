let lastMs = 0
let lastText = ''

/** Now, as ISO 8601 to the millisecond; formatted once for all the lines of one. */
export function isoTime(): string {
  const now = Date.now()
  if (now !== lastMs) {
    lastMs = now
    lastText = new Date(now).toISOString()
  }
  return lastText
}

/** To the microsecond. */
export function milliseconds(seconds: number): number {
  return Math.round(seconds * 1_000_000) / 1000
}
