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
  ['postgres:///d?host=/run/postgresql', ['postgres:///d?host=%2Frun%2Fpostgresql']],
  ['postgres://u:p%40ss%2Fw@[::1]:5432/d', ['postgres://u:p%40ss%2Fw@[::1]:5432/d']],
  ['postgres://h/d?sslmode=require', ['postgres://h/d?sslmode=require&uselibpqcompat=true']],
])('the servers of %s', (url, servers) => {
  expect(serverUrls(url)).toEqual(servers)
})

/** Some by a person who did not percent-encode the password. */
const unreadable = [
  ...['postgres://u:p@[h/d', 'postgres://h:port/d', 'postgres://u:12/34secret@h/d', 'postgres://u:p@ss/w@h/d'],
  ...[
    'postgres://u:p@ss@h/d',
    'postgres://u:12?secret@h/d',
    'postgres://u:12#secret@h/d',
    'postgres://u:12?secret=1@h',
  ],
]

test.each([...unreadable, 'postgres:h', 'mysql://h/d'])('%s cannot be read, which says what to do', (url) => {
  expect(() => serverUrls(url)).toThrow(
    new StoreError(
      'Cannot read the URL in --store; give postgres://USER:PASSWORD@HOST:PORT/DATABASE, and percent-encode what the password has besides letters and digits: / as %2F, @ as %40',
    ),
  )
})

test.each(['SSLMODE', 'ssl_mode', 'ssl', 'query_timeout', '__proto__'])('the parameter %s is refused', (name) => {
  expect(() => serverUrls(`postgres://h/d?application_name=x&${name}=verify-full`)).toThrow(
    `Unknown parameter "${name}" in --store; give any of sslmode, sslrootcert, `,
  )
})

test.each(['sslmode', 'options'])('the parameter %s is refused where it is given twice', (name) => {
  expect(() => serverUrls(`postgres://h/d?${name}=disable&${name}=verify-full`)).toThrow(
    new StoreError(`The parameter ${name} is twice in --store; give it once`),
  )
})

test('a mode that promises nothing is refused', () => {
  expect(() => serverUrls('postgres://h/d?sslmode=prefer')).toThrow(
    'Cannot use sslmode "prefer" in --store; give one of disable, require, verify-ca, verify-full',
  )
})

test.each([
  ['postgres://u:secret@h:1,i/d?password=secret', 'postgres://h:1,i/d'],
  ['postgres://h/d', 'postgres://h/d'],
  ['postgres://u:secret@[::1]:1/d', 'postgres://[::1]:1/d'],
  ...unreadable.map((url): [string, string] => [url, 'postgres://…']),
  ['postgres:u:secret@h', '…'],
  ['postgresq', 'postgresq'],
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
