import { expect, test } from 'vitest'
import { firstDifference } from './first-difference.ts'

test('equal texts do not differ', () => {
  expect(firstDifference('a\nb', 'a\nb')).toBeUndefined()
})

test.each<[string, string, string, object]>([
  ['a byte', 'POST\n/\na=1', 'POST\n/\na=2', { offset: 9, line: 3, column: 3, server: '1', client: '2' }],
  ['an end of the client’s text', 'abc', 'ab', { offset: 2, line: 1, column: 3, server: 'c', client: '' }],
  ['a line more', 'ab', 'ab\n', { offset: 2, line: 1, column: 3, server: '', client: '\n' }],
  ['nothing in common', 'a', '', { offset: 0, line: 1, column: 1 }],
  ['another byte of the same character', 'xé', 'xè', { offset: 2, line: 1, column: 2, server: 'é', client: 'è' }],
  ['columns after characters of several units', '😀中a', '😀中b', { offset: 7, line: 1, column: 3 }],
])('%s is found', (_, server, client, expected) => {
  expect(firstDifference(server, client)).toMatchObject(expected)
})

test('what follows is cut short, at a character', () => {
  const { server = '' } = firstDifference(`a${'é'.repeat(500)}`, 'b') ?? {}
  expect([server.length, server.isWellFormed(), server.includes('\ufffd')]).toEqual([40, true, false])
})
