import { expect, test } from 'vitest'
import { PasteProblem } from './pasted-request.ts'
import { readPaste } from './read-paste.ts'

const read = (text: string) => {
  const request = readPaste(text)
  return request instanceof PasteProblem ? request : { ...request, body: request.body.toString() }
}
const form = 'application/x-www-form-urlencoded'

test.each<[string, string, object]>([
  [
    'an address is got, and stays as it is written',
    ' https://h:1/?b=%7e&a=*#x ',
    { method: 'GET', target: '/?b=%7e&a=*', headers: { host: 'h:1' } },
  ],
  [
    'lines of HTTP',
    'POST /v3/x HTTP/1.1\r\nHost: h\r\nX-Sdk-Date:  d \r\n\r\n{"a":1}',
    { method: 'POST', target: '/v3/x', headers: { host: 'h', 'x-sdk-date': 'd' }, body: '{"a":1}' },
  ],
  ['a length cuts off what follows the body', 'POST / HTTP/1.1\nContent-Length: 2\n\nab\n', { body: 'ab' }],
  ['an empty line belongs to the body', 'POST /\n\na\n\nb', { body: 'a\n\nb' }],
  ['an address in the first line', 'GET http://h/p?q HTTP/1.1', { target: '/p?q', headers: { host: 'h' } }],
  ['headers that come twice are joined', 'GET /\nA: 1\na: 2', { headers: { a: '1, 2' } }],
  ['of these, the first counts', 'GET /\nHost: 1\nhost: 2', { headers: { host: '1' } }],
  ['names like __proto__ are names', 'GET /\n__proto__: x', { headers: { ['__proto__']: 'x' } }],
  [
    'a curl command',
    "$ curl -sS -k 'http://h/?a=1' \\\n  -H 'X-Acs-Action: DescribeTags' --header \"B: c\"",
    { method: 'GET', target: '/?a=1', headers: { host: 'h', 'x-acs-action': 'DescribeTags', b: 'c' } },
  ],
  [
    'data of curl is posted as a form',
    "curl h -d a=1 --data-raw '@b'",
    { method: 'POST', headers: { host: 'h', 'content-type': form }, body: 'a=1&@b' },
  ],
  [
    'data of curl may go into the query',
    'curl -G http://h/?x=1 -d a=1',
    { method: 'GET', target: '/?x=1&a=1', body: '' },
  ],
  ['a method of curl', 'curl -XDELETE http://h/p', { method: 'DELETE', target: '/p' }],
])('%s', (_, text, request) => {
  expect(read(text)).toMatchObject(request)
})

test.each<[string, string, string]>([
  ['prose', 'it fails', 'Paste a curl command'],
  ['a line that is no header', 'GET /\nwhat', 'Write the line "what"'],
  ['too many headers', `GET /\n${'a: b\n'.repeat(200)}`, 'at most 100 headers'],
  ['headers that are too long', `GET /\na: ${'b'.repeat(17_000)}`, '16 KiB at most'],
  ['a file', 'curl h -d @secret.txt', 'cannot read your files'],
  ['an option that says something else', 'curl h --upload-file x', 'Leave out "--upload-file"'],
  ['a quote that stays open', "curl 'h", 'Close the quotes'],
  ['curl without an address', 'curl -s', 'Write the address'],
])('%s cannot be read', (_, text, message) => {
  expect(read(text)).toMatchObject({ message: expect.stringContaining(message) })
})

test.each(['curl ', 'GET /\n', 'GET /\na:', 'http://', ''])('%j and a long tail is read at once', (head) => {
  for (const tail of ["'", ' ', '\n', 'a:', '\\', '\r\n\r', 'a b']) readPaste(head + tail.repeat(128 * 1024))
})
