import { expect, test } from 'vitest'
import { tagsPerPage } from './limits.ts'
import { pageOf, readPageToken, writePageToken } from './page-token.ts'

const listing = ['1234567890123456', 'ListTagResources', 'cn-hangzhou', ['r-1', 'r-2'], [['team', null]]]
const token = writePageToken(listing, ['r-1', '键 😀'])

test('a token is read back', () => {
  expect(readPageToken(listing, token)).toEqual(['r-1', '键 😀'])
})

test.each([
  ['cut short', token.slice(0, -1)],
  ['with something added', `${token}A`],
  ['of another first letter', `A${token.slice(1)}`],
  ['of no JSON', 'bm90IGpzb24'],
  ['of other JSON', Buffer.from('{"a":1}').toString('base64url')],
  ['of nothing', ''],
])('a token %s is refused', (_what, text) => {
  expect(readPageToken(listing, text)).toBeUndefined()
})

test.each([
  [0, 'other'],
  [1, 'DescribeTags'],
  [2, 'cn-shanghai'],
  [3, ['r-1']],
  [4, [['team', '']]],
])('a token of a listing that differs in its part %d is refused', (index, other) => {
  expect(readPageToken(listing.with(index, other), token)).toBeUndefined()
})

test('a page ends in a token if a row comes after it, and in none otherwise', () => {
  const rows = Array.from({ length: tagsPerPage + 1 }, (_, index): readonly [string, string] => ['r-1', `key-${index}`])
  const full = pageOf(listing, rows, (row) => row)
  expect(full.rows).toEqual(rows.slice(0, tagsPerPage))
  expect(readPageToken(listing, full.NextToken)).toEqual(rows[tagsPerPage - 1])
  expect(pageOf(listing, rows.slice(1), (row) => row)).toEqual({ rows: rows.slice(1), NextToken: '' })
})
