import type { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { finished } from 'node:stream/promises'
import { expect, test } from 'vitest'
import { BodyReader } from './read-body.ts'

/** A request that is still coming in; write its body to it. */
function incoming(headers: IncomingMessage['headers']) {
  return Object.assign(new PassThrough(), { headers }) as unknown as IncomingMessage & PassThrough
}

async function read(headers: IncomingMessage['headers'], chunks: readonly string[], bytesMax = 10) {
  const request = incoming(headers)
  const body = new BodyReader(1000).read(request, bytesMax)
  for (const chunk of chunks) request.write(chunk)
  request.end()
  return String(await body)
}

test.each([
  ['no body at all', {}, [], ''],
  ['a body of no length', { 'content-length': '0' }, [], ''],
  ['a body in one piece', { 'content-length': '3' }, ['abc'], 'abc'],
  ['a body in pieces', { 'content-length': '5' }, ['ab', 'c', 'de'], 'abcde'],
  ['a body that does not say its length', { 'transfer-encoding': 'chunked' }, ['ab', 'cd'], 'abcd'],
  ['an empty body that does not say its length', { 'transfer-encoding': 'chunked' }, [], ''],
  ['as much as is allowed', { 'content-length': '10' }, ['abcdefghij'], 'abcdefghij'],
  ['a length over the limit', { 'content-length': '11' }, [], 'too-large'],
  ['more than is allowed, piece by piece', { 'transfer-encoding': 'chunked' }, ['abcdef', 'ghijk'], 'too-large'],
  ['a character cut in two by the pieces', { 'content-length': '2' }, ['é'], 'é'],
])('%s', async (_what, headers, chunks, body) => {
  expect(await read(headers, chunks)).toBe(body)
})

test('what comes after the limit is thrown away, as it comes', async () => {
  const request = incoming({ 'transfer-encoding': 'chunked' })
  const body = new BodyReader(1000).read(request, 10)
  request.write('a'.repeat(11))
  expect(await body).toBe('too-large')
  request.end('a'.repeat(100_000))
  await finished(request)
  expect(request.readableLength).toBe(0)
})

test('a request that breaks off is told as an error', async () => {
  const request = incoming({ 'content-length': '5' })
  const body = new BodyReader(1000).read(request, 10)
  request.write('ab')
  request.destroy(new Error('aborted'))
  await expect(body).rejects.toThrow('aborted')
})

test('bodies that together take too much are refused until others are released', async () => {
  const bodies = new BodyReader(10)
  const read = (text: string) => {
    const request = incoming({ 'content-length': String(text.length) })
    const body = bodies.read(request, 100)
    request.end(text)
    return body
  }
  const first = await read('a'.repeat(6))
  expect(await read('b'.repeat(6))).toBe('overloaded')
  bodies.release(first as Buffer)
  expect(String(await read('c'.repeat(6)))).toBe('cccccc')
})

test.each(['break off', 'are refused'])('bodies that %s take no room', async (how) => {
  const bodies = new BodyReader(10)
  for (let round = 0; round < 5; round++) {
    const request = incoming({ 'transfer-encoding': 'chunked' })
    const body = bodies.read(request, how === 'are refused' ? 3 : 100)
    request.write('a'.repeat(8))
    if (how === 'break off') request.destroy(new Error('aborted'))
    else request.end()
    await Promise.allSettled([body])
  }
  const request = incoming({ 'content-length': '9' })
  const body = bodies.read(request, 100)
  request.end('b'.repeat(9))
  expect(String(await body)).toBe('b'.repeat(9))
})
