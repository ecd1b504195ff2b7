import { InvalidArgumentError } from 'commander'
import { parseAuditTime } from './audit-time.ts'

const countMax = 1_000_000

/** How many of something: 1 to a million. @throws InvalidArgumentError */
export function countOption(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 1 && value <= countMax) return value
  throw new InvalidArgumentError(`Give 1 to ${countMax}.`)
}

/** A revision. @throws InvalidArgumentError */
export function revisionOption(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= 1) return value
  throw new InvalidArgumentError('Give a revision, from 1 on.')
}

/** A time, milliseconds since 1970. @throws InvalidArgumentError */
export function timeOption(text: string): number {
  const at = parseAuditTime(text, Date.now())
  if (at === undefined) throw new InvalidArgumentError('Give 15m, 2h, 7d, or a time like 2026-11-22T00:10:11Z.')
  return at
}
