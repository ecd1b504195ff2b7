import { exactTime } from './exact-time.ts'

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

const ago = /^(?<count>\d{1,6})(?<unit>[smhd])$/
const iso = /^\d{4}-\d\d-\d\d(?<time>T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(?<zone>Z|[+-]\d\d:\d\d)?)?$/

/**
 * A time as a person gives it, milliseconds since 1970; undefined if it is none.
 * @param text `15m`, `2h`, `7d` before now, or ISO 8601: a date, or date and time, in UTC where no zone is given
 */
export function parseAuditTime(text: string, now: number): number | undefined {
  const { count, unit } = ago.exec(text)?.groups ?? {}
  if (count !== undefined) return now - Number(count) * unitMs[unit as keyof typeof unitMs]
  const { time, zone } = iso.exec(text)?.groups ?? {}
  const at = iso.test(text) ? exactTime(time !== undefined && zone === undefined ? `${text}Z` : text) : Number.NaN
  return Number.isNaN(at) ? undefined : at
}
