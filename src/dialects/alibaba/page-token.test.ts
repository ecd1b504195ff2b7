import { expect, test } from 'vitest'
import { readPageToken, writePageToken } from './page-token.ts'

const scope = ['1234567890123456', 'ListTagResources', 'cn-hangzhou']
const token = writePageToken(scope, ['r-1', '键 😀'])

test('a token is read back', () => {
  expect(readPageToken(scope, token)).toEqual(['r-1', '键 😀'])
})

test.each([
  ['cut short', token.slice(0, -1)],
  ['with something added', `${token}A`],
  ['of another first letter', `A${token.slice(1)}`],
  ['of no JSON', 'bm90IGpzb24'],
  ['of other JSON', Buffer.from('{"a":1}').toString('base64url')],
  ['of nothing', ''],
])('a token %s is refused', (_what, text) => {
  expect(readPageToken(scope, text)).toBeUndefined()
})

test.each([0, 1, 2])('a token of another listing is refused', (index) => {
  expect(readPageToken(scope.with(index, 'other'), token)).toBeUndefined()
})
