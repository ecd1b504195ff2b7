import { expect, test } from 'vitest'
import { readCursor, writeCursor } from './page-cursor.ts'

test('a place is read as it was written', () => {
  expect(readCursor(['a'], writeCursor(['a'], { at: 1, key: '团"' }))).toEqual({ at: 1, key: '团"' })
})

test('a place in one listing is none in another', () => {
  expect(readCursor(['b'], writeCursor(['a'], 1))).toBeUndefined()
})

test.each(['', 'x', 'e30', 'W10', 'bnVsbA', '%', '€', Buffer.from('['.repeat(5000)).toString('base64url')])(
  '%j is no place',
  (text) => {
    expect(readCursor(['a'], text)).toBeUndefined()
  },
)
