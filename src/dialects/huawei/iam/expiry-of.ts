import type { Call, Caller } from '../call.ts'

/** When credentials end that are made for so many seconds: no later than those that they are made with. */
export function expiryOf({ at }: Pick<Call, 'at'>, seconds: number, { expiresAt }: Pick<Caller, 'expiresAt'>): number {
  return Math.min(at + seconds * 1000, expiresAt ?? Number.POSITIVE_INFINITY)
}
