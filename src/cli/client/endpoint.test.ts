import { expect, test } from 'vitest'
import { parseEndpoint } from './endpoint.ts'

test.each([
  ['http://127.0.0.1:7070', 'http://127.0.0.1:7070'],
  ['http://localhost:7070/', 'http://localhost:7070'],
  ['http://[::1]:7070', 'http://[::1]:7070'],
  ['127.0.0.1:7070', 'http://127.0.0.1:7070'],
  ['localhost:7070', 'http://localhost:7070'],
  ['https://tags.example.org', 'https://tags.example.org'],
  ['tags.example.org:8443', 'https://tags.example.org:8443'],
])('%s is %s', (text, origin) => {
  expect(parseEndpoint(text).origin).toBe(origin)
})

test.each([
  ['http://tags.example.org', 'Not sending access keys to tags.example.org over plain http'],
  ['http://10.0.0.7:7070', 'give https://10.0.0.7:7070'],
  ['http://127.0.0.1.example.org', 'over plain http'],
  ['http://localhost.example.org', 'over plain http'],
  ['', 'Cannot call ""; give --endpoint https://HOST:PORT'],
  ['ftp://127.0.0.1', 'Cannot call "ftp://127.0.0.1"'],
  ['http://127.0.0.1:7070/api/v1', 'Cannot call'],
  ['http://127.0.0.1:99999', 'Cannot call'],
])('%j is refused', (text, why) => {
  expect(() => parseEndpoint(text)).toThrow(why)
})

test('a password in it is not said back', () => {
  expect(() => parseEndpoint('https://ops:s3cret@tags.example.org')).toThrow(/^(?!.*s3cret).*without a user/)
})
