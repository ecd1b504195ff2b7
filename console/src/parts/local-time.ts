/** A moment as a `datetime-local` field has it, in the reader's own time; empty for none, and for what is no time. */
export function localTime(at: string | undefined): string {
  const date = new Date(at ?? Number.NaN)
  if (Number.isNaN(date.getTime())) return ''
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
}

/** The moment that such a field means, as the API has it; empty for none. */
export function timeIn(field: string | undefined): string {
  return field ? new Date(field).toISOString() : ''
}
