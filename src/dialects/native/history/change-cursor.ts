import { z } from 'zod'
import type { HistoryCursor } from '../../../store/history.ts'
import type { Call } from '../call.ts'
import { ApiError } from '../errors.ts'
import { notAPlace, placeAfter, writeCursor } from '../page-cursor.ts'

const cursorShape = z.strictObject({
  at: z.int().min(0),
  tenant: z.string(),
  revision: z.int().min(0),
  instance: z.string(),
  key: z.string(),
})

/**
 * Where a listing of changes goes on, as text for the caller. It is sealed: a call that looked only so far ends at a row
 * that he may have no right to see.
 */
export function writeChangeCursor({ context }: Call, listing: unknown, place: HistoryCursor): string {
  return writeCursor(listing, context.access.sealPlace(JSON.stringify(place)))
}

/** Where a listing goes on that a caller continues; undefined where it begins. */
export function changeAfter(
  { context }: Call,
  listing: unknown,
  text: string | undefined,
): HistoryCursor | ApiError | undefined {
  const sealed = placeAfter(listing, text, (value) => typeof value === 'string')
  if (sealed === undefined || sealed instanceof ApiError) return sealed
  const place = context.access.openPlace(sealed)
  return (place !== undefined && cursorShape.safeParse(JSON.parse(place)).data) || notAPlace
}
