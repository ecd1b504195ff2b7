const iso8601 =
  /^(\d{4})-(\d\d)-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

/**
 * A point in time in ISO 8601 with its zone: `2026-01-31T08:00:00Z`, `2026-01-31T16:00+08:00`.
 * @returns milliseconds since 1970; undefined if `text` is no such time or names a day that no calendar has
 */
export function parseInstant(text: string): number | undefined {
  const [, year, month, day] = iso8601.exec(text) ?? []
  if (year === undefined || !isDay(Number(year), Number(month), Number(day))) return undefined
  return Date.parse(text)
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
