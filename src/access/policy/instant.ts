const iso8601 =
  /^(\d{4})-(\d\d)-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

/** The last one written: decisions on many calls, and many conditions of one call, are about the same moment. */
let last = { instant: Number.NaN, text: '' }

/** Milliseconds since 1970 in ISO 8601: `2026-01-31T08:00:00.000Z`. */
export function formatInstant(instant: number): string {
  if (instant !== last.instant) last = { instant, text: new Date(instant).toISOString() }
  return last.text
}

/**
 * A point in time in ISO 8601 with its zone: `2026-01-31T08:00:00Z`, `2026-01-31T16:00+08:00`.
 * @returns milliseconds since 1970; undefined if `text` is no such time or names a day that no calendar has
 */
export function parseInstant(text: string): number | undefined {
  if (text === last.text) return last.instant
  const [, year, month, day] = iso8601.exec(text) ?? []
  if (year === undefined || !isDay(Number(year), Number(month), Number(day))) return undefined
  return Date.parse(text)
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
