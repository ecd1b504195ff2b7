import { z } from 'zod'
import { textLengthMax } from '../limits.ts'

/** A name, an id or a secret, as a caller writes it. */
export const text = z.string().min(1).max(textLengthMax)

/** A moment, as answers tell it. */
export const time = z.iso.datetime({ offset: false })

/** @param at milliseconds since 1970 */
export function timeText(at: number): string {
  return new Date(at).toISOString()
}
