import type { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { finished } from 'node:stream/promises'
import { expect, test } from 'vitest'
import { readBody } from './read-body.ts'

/** A request that is still coming in; write its body to it. */
function incoming(headers: IncomingMessage['headers']) {
  return Object.assign(new PassThrough(), { headers }) as unknown as IncomingMessage & PassThrough
}

async function read(headers: IncomingMessage['headers'], chunks: readonly string[], bytesMax = 10) {
  const request = incoming(headers)
  const body = readBody(request, bytesMax)
  for (const chunk of chunks) request.write(chunk)
  request.end()
  return (await body)?.toString()
}

test.each([
  ['no body at all', {}, [], ''],
  ['a body of no length', { 'content-length': '0' }, [], ''],
  ['a body in one piece', { 'content-length': '3' }, ['abc'], 'abc'],
  ['a body in pieces', { 'content-length': '5' }, ['ab', 'c', 'de'], 'abcde'],
  ['a body that does not say its length', { 'transfer-encoding': 'chunked' }, ['ab', 'cd'], 'abcd'],
  ['an empty body that does not say its length', { 'transfer-encoding': 'chunked' }, [], ''],
  ['as much as is allowed', { 'content-length': '10' }, ['abcdefghij'], 'abcdefghij'],
  ['a length over the limit', { 'content-length': '11' }, [], undefined],
  ['more than is allowed, piece by piece', { 'transfer-encoding': 'chunked' }, ['abcdef', 'ghijk'], undefined],
  ['a character cut in two by the pieces', { 'content-length': '2' }, ['é'], 'é'],
])('%s', async (_what, headers, chunks, body) => {
  expect(await read(headers, chunks)).toBe(body)
})

test('what comes after the limit is thrown away, as it comes', async () => {
  const request = incoming({ 'transfer-encoding': 'chunked' })
  const body = readBody(request, 10)
  request.write('a'.repeat(11))
  expect(await body).toBeUndefined()
  request.end('a'.repeat(100_000))
  await finished(request)
  expect(request.readableLength).toBe(0)
})

test('a request that breaks off is told as an error', async () => {
  const request = incoming({ 'content-length': '5' })
  const body = readBody(request, 10)
  request.write('ab')
  request.destroy(new Error('aborted'))
  await expect(body).rejects.toThrow('aborted')
})
