import { hash } from 'node:crypto'
import type { Json } from '../../store/instance.ts'
import { tagsPerPage } from './limits.ts'

/** Where a page ended: instance and key, or key and value. */
export type Position = readonly [string, string]

/** A page, and the `NextToken` that continues it; empty on the last. */
export interface TokenPage<Row> {
  readonly rows: readonly Row[]
  readonly NextToken: string
}

/**
 * The first page of what was found.
 * @param listing what it is of: account, operation, region and whatever else selects
 * @param found the rows of a page and, if there is one, the row after them
 */
export function pageOf<Row>(listing: Json, found: readonly Row[], positionOf: (row: Row) => Position): TokenPage<Row> {
  const rows = found.slice(0, tagsPerPage)
  const last = found.length > tagsPerPage ? rows.at(-1) : undefined
  return { rows, NextToken: last === undefined ? '' : writePageToken(listing, positionOf(last)) }
}

/**
 * A `NextToken`: where the page before ended, so that pages neither skip nor repeat what stood there all along,
 * whatever is written between them. It carries a digest of the listing that it continues, and is good for no other.
 */
export function writePageToken(listing: Json, position: Position): string {
  return Buffer.from(JSON.stringify([digestOf(listing, position), ...position])).toString('base64url')
}

/** @returns undefined if `token` is not one that `writePageToken` made for this listing */
export function readPageToken(listing: Json, token: string): Position | undefined {
  const [digest, first, second] = parseTexts(Buffer.from(token, 'base64url').toString('utf8'))
  if (first === undefined || second === undefined || digest !== digestOf(listing, [first, second])) return undefined
  return writePageToken(listing, [first, second]) === token ? [first, second] : undefined
}

function digestOf(listing: Json, position: Position): string {
  return hash('sha256', JSON.stringify([listing, position])).slice(0, 16)
}

function parseTexts(json: string): readonly (string | undefined)[] {
  try {
    const value: unknown = JSON.parse(json)
    return Array.isArray(value) && value.every((member) => typeof member === 'string') ? value : []
  } catch {
    return []
  }
}
