import { expect, test } from 'vitest'
import { isLoopback, listenError, parseListenAddress, UsageError } from './listen-address.ts'

test.each([
  ['127.0.0.1:7070', '127.0.0.1', 7070],
  ['localhost:0', 'localhost', 0],
  ['[::1]:7070', '::1', 7070],
  ['[::]:65535', '::', 65_535],
  ['db.example.com:80', 'db.example.com', 80],
])('%s is an address', (text, host, port) => {
  expect(parseListenAddress(text)).toEqual({ host, port })
})

test.each([
  '',
  '7070',
  ':7070',
  '127.0.0.1',
  '127.0.0.1:',
  '127.0.0.1:65536',
  '127.0.0.1:-1',
  '127.0.0.1:7x',
  '::1:7070',
  '[]:7070',
  '[::1]',
  'a:1:2',
])('"%s" is refused with an example', (text) => {
  const refusal = `Cannot listen on "${text}"; give --listen HOST:PORT, for example 127.0.0.1:7070`
  expect(() => parseListenAddress(text)).toThrow(new UsageError(refusal))
})

test.each([
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['10.0.0.1', false],
  ['127.0.0.1.example.com', false],
  ['127.1', false],
  ['localhost.example.com', false],
  ['::ffff:127.0.0.1', false],
])('whether only this machine reaches %s: %s', (host, loopback) => {
  expect(isLoopback(host)).toBe(loopback)
})

test.each([
  ['EADDRINUSE', 'Port 80 of h is in use; choose another with --listen'],
  ['EACCES', 'Not allowed to listen on port 80 of h; choose a port over 1023'],
  ['EADDRNOTAVAIL', 'This machine has no address h; choose another with --listen'],
  ['ENOTFOUND', 'This machine has no address h; choose another with --listen'],
  ['EAI_AGAIN', 'This machine has no address h; choose another with --listen'],
])('%s is told in words', (code, message) => {
  const error = Object.assign(new Error('listen'), { code })
  expect(listenError(error, { host: 'h', port: 80 })).toEqual(new UsageError(message))
})

test('what is not known to go wrong is left as it is', () => {
  const error = new Error('listen')
  expect(listenError(error, { host: 'h', port: 80 })).toBe(error)
})
