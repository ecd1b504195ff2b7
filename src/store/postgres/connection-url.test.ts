import { expect, test } from 'vitest'
import { StoreError } from '../store-error.ts'
import { isPostgresUrl, serverUrls, shownUrl } from './connection-url.ts'

test.each([
  ['postgres://u:p@h:1/d', ['postgres://u:p@h:1/d']],
  ['postgresql://h/d', ['postgresql://h/d']],
  [
    'postgres://u@one:1,two/d?application_name=x',
    ['postgres://u@one:1/d?application_name=x', 'postgres://u@two/d?application_name=x'],
  ],
  ['postgres://h/d?target_session_attrs=read-write', ['postgres://h/d']],
  ['postgres://h/d?sslmode=require', ['postgres://h/d?sslmode=require&uselibpqcompat=true']],
])('the servers of %s', (url, servers) => {
  expect(serverUrls(url)).toEqual(servers)
})

test.each(['postgres://u:p@[h/d', 'postgres:h', 'mysql://h/d', 'postgres://h:port/d'])('%s cannot be read', (url) => {
  expect(() => serverUrls(url)).toThrow(StoreError)
})

test('a mode that promises nothing is refused', () => {
  expect(() => serverUrls('postgres://h/d?sslmode=prefer')).toThrow(
    'Cannot use sslmode "prefer" in --store; give one of disable, require, verify-ca, verify-full',
  )
})

test.each([
  ['postgres://u:secret@h:1,i/d?password=secret', 'postgres://h:1,i/d'],
  ['postgres://h/d', 'postgres://h/d'],
])('%s is shown as %s', (url, shown) => {
  expect(shownUrl(url)).toBe(shown)
})

test.each([
  ['postgres://h/d', true],
  ['postgresql://h/d', true],
  ['sqlite', false],
  ['./postgres', false],
])('whether %s names PostgreSQL: %s', (text, is) => {
  expect(isPostgresUrl(text)).toBe(is)
})
