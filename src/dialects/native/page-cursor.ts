import { hash as digest } from 'node:crypto'
import { parseStrictJson } from '../../access/strict-json.ts'
import { type ApiError, invalidParameter } from './errors.ts'

/** Longer than any that is made here: three tags of 256 characters, and ids. */
export const cursorLengthMax = 8192

const digestLength = 12

export const notAPlace = invalidParameter('after', 'Send `next` of the page before, with all else as it was')

/** Where a listing goes on, as text for the caller to send back. @param listing what is listed, as JSON */
export function writeCursor(listing: unknown, place: unknown): string {
  return Buffer.from(JSON.stringify([digestOf(listing), place])).toString('base64url')
}

/** Where a listing goes on that a caller continues; undefined where it begins. @param text `after`, as he sent it */
export function placeAfter<Place>(
  listing: unknown,
  text: string | undefined,
  isPlace: (value: unknown) => value is Place,
): Place | ApiError | undefined {
  if (text === undefined) return undefined
  const place = readCursor(listing, text)
  return isPlace(place) ? place : notAPlace
}

/** What `writeCursor` wrote for the same listing; undefined for any other text. A caller can make one up. */
export function readCursor(listing: unknown, text: string): unknown {
  const value = parseStrictJson(Buffer.from(text, 'base64url').toString())
  return Array.isArray(value) && value[0] === digestOf(listing) ? value[1] : undefined
}

function digestOf(listing: unknown): string {
  return digest('sha256', JSON.stringify(listing), 'base64url').slice(0, digestLength)
}
