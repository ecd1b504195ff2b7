import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PostgresServer, startPostgres } from '../../../test/postgres-server.ts'
import { StoreUnavailable } from '../store-error.ts'
import { type Connection, connect } from './connection.ts'

let server: PostgresServer
let connection: Connection
const nowhere = 'postgres://postgres@127.0.0.1:1/postgres'

beforeAll(async () => {
  server = await startPostgres({ synchronous_commit: 'off', default_transaction_isolation: 'serializable' })
  connection = await connect([server.url], 200)
})
afterAll(async () => {
  await connection.close()
  await server[Symbol.asyncDispose]()
})

const setting = async (name: string) =>
  (await connection.get<{ value: string }>('select current_setting($1) as value', [name]))?.value

test.each([
  ['synchronous_commit', 'on'],
  ['default_transaction_isolation', 'read committed'],
  ['statement_timeout', '200ms'],
  ['idle_in_transaction_session_timeout', '200ms'],
])('whatever the server is set to, %s is %s', async (name, value) => {
  expect(await setting(name)).toBe(value)
})

test('a server that does not answer is passed over', async () => {
  const other = await connect([nowhere, server.url], 200)
  expect(await other.get('select 1 as one')).toEqual({ one: 1 })
  await other.close()
})

test('a server that takes no writes is passed over', async () => {
  const url = new URL(server.url)
  url.searchParams.set('options', '-c default_transaction_read_only=on')
  await expect(connect([url.href], 200)).rejects.toThrow('the server takes no writes')
  const other = await connect([url.href, server.url], 200)
  expect(await other.get('select 1 as one')).toEqual({ one: 1 })
  await other.close()
})

test('a server that takes no writes any longer is left', async () => {
  const other = await connect([server.url], 200)
  await other.run('set default_transaction_read_only = on')
  await expect(other.run('create table t (i integer)')).rejects.toThrow(StoreUnavailable)
  expect(other.isLost).toBe(true)
})

test('where no server answers, the store is unavailable', async () => {
  await expect(connect([nowhere, nowhere], 200)).rejects.toThrow(StoreUnavailable)
})

test('a statement that takes too long is given up', async () => {
  await expect(connection.get('select pg_sleep(10)')).rejects.toThrow(StoreUnavailable)
  expect(await connection.get('select 1 as one')).toEqual({ one: 1 })
})

test('what is wrong with a statement is no outage', async () => {
  const failure = await connection.get('select 1 / $1::integer', [0]).catch((error: unknown) => error)
  expect(failure).not.toBeInstanceOf(StoreUnavailable)
  expect(failure).toMatchObject({ message: 'division by zero' })
})

test('statements that are sent together are answered each for itself', async () => {
  const answers = await Promise.allSettled([
    connection.get('select $1::text as text', ['one']),
    connection.get('select 1 / $1::integer as number', [0]),
    connection.get('select $1::text as text', ['two']),
  ])
  expect(answers).toMatchObject([{ value: { text: 'one' } }, { status: 'rejected' }, { value: { text: 'two' } }])
})

test.each(['', 'a\0b', '\u0001\u0002', '\'"\\', '{a,b}', 'NULL', '😀', '\uffff'])(
  'the text %j is stored as it is',
  async (text) => {
    const row = await connection.get('select $1::text as text, array_to_json($2::text[]) as list', [text, [text, text]])
    expect(row).toMatchObject({ text, list: [text, text] })
  },
)

test('numbers keep their value, and bytes are bytes', async () => {
  const row = await connection.get('select $1::bigint as number, $2::bytea as bytes, $3::boolean as flag', [
    Number.MAX_SAFE_INTEGER,
    Uint8Array.of(0, 255),
    true,
  ])
  expect(row).toEqual({ number: Number.MAX_SAFE_INTEGER, bytes: Buffer.from([0, 255]), flag: true })
})
