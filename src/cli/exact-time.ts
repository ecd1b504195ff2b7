const date = /^\d{4}-\d\d-\d\d/

/** Milliseconds since 1970 of a time in ISO 8601; not a number if there is no such day, which JavaScript takes for a later one. */
export function exactTime(text: string): number {
  const [day = ''] = date.exec(text) ?? []
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const exists = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day)
  return exists ? Date.parse(text) : Number.NaN
}
