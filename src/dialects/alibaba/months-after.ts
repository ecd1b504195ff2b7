/**
 * The same time of day `months` later, UTC; where that month has no such day, on its last: a month after 31 January is
 * 28 or 29 February.
 * @param at milliseconds since 1970
 */
export function monthsAfter(at: number, months: number): number {
  const date = new Date(at)
  const day = date.getUTCDate()
  date.setUTCMonth(date.getUTCMonth() + months)
  if (date.getUTCDate() !== day) date.setUTCDate(0)
  return date.getTime()
}
