const written = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)Z)?$/

/** `2026-01-31` or `2026-01-31T12:00:00Z`, milliseconds since 1970; undefined if it is no time. */
export function parseTime(text: string): number | undefined {
  const [, date, time = '00:00'] = written.exec(text) ?? []
  if (date === undefined) return undefined
  const at = Date.parse(`${date}T${time}Z`)
  // 31 April is 1 May to some.
  return Number.isNaN(at) || !new Date(at).toISOString().startsWith(date) ? undefined : at
}

/** As {@link parseTime} reads it; the date alone where it is midnight. */
export function writeTime(at: number): string {
  return new Date(at).toISOString().replace('T00:00:00.000Z', '')
}
