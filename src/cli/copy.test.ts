import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type PostgresServer, startPostgres } from '../../test/postgres-server.ts'
import { aChange, anInstance, fleet, north, start, tags } from '../store/conformance/bed.conformance.ts'
import { openPostgresStore } from '../store/postgres/postgres-store.ts'
import { migrations } from '../store/sqlite/schema.ts'
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts'
import type { Store } from '../store/store.ts'
import { copyCommand } from './copy.ts'

let server: PostgresServer
const scratch = mkdtempSync(join(tmpdir(), 'tagplane-copy-'))
const first = join(scratch, 'first')
const second = join(scratch, 'second')

beforeAll(async () => {
  server = await startPostgres()
  const store = openSqliteStore(first, { now: Date.now })
  const instances = Array.from({ length: 3000 }, (_, index) => anInstance(`i${index}`, { tags: tags('env=prod') }))
  await store.load('fleet', async () => ({ ...fleet, instances }))
  await store.spendNonce('spent', Date.now(), Date.now() + 600_000)
  await store.close()
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  rmSync(scratch, { recursive: true })
})

/** @returns how many rows it has */
async function query(url: string, statement: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rowCount } = await client.query(statement)
  await client.end()
  return rowCount
}

/** @returns its URL */
async function anEmptyDatabase(name: string): Promise<string> {
  await query(server.url, `create database ${name}`)
  return Object.assign(new URL(server.url), { pathname: name }).href
}

/** @returns what was printed */
async function copied(from: string, to: string): Promise<string> {
  const print = vi.spyOn(console, 'log').mockImplementation(() => {})
  await copyCommand().parseAsync(['--from', from, '--to', to], { from: 'user' })
  return print.mock.calls.join('\n')
}

async function isUsed(store: Store): Promise<void> {
  expect((await store.tagsOf('t1', north, ['i2999'])).get('i2999')).toEqual(tags('env=prod'))
  expect(await store.spendNonce('spent', Date.now(), Date.now() + 600_000)).toBe(false)
  expect(await store.changeTags(aChange({ instances: ['i0'], set: tags('k=v') }))).toMatchObject({ revision: 3001 })
  await store.close()
}

test('a store is copied to PostgreSQL and back, and goes on there', async () => {
  expect(await copied(first, server.url)).toContain('Copied 9,0')
  expect(await copied(server.url, second)).toContain(`from ${server.url.replace('postgres@', '')} to ${second}`)
  await isUsed(await openPostgresStore(server.url, { now: () => start, poolSize: 2, statementMsMax: 5000 }))
  await isUsed(openSqliteStore(second, { now: () => start }))
})

test('a store that holds something takes no copy', async () => {
  await copied(first, join(scratch, 'third'))
  await expect(copied(first, join(scratch, 'third'))).rejects.toThrow('holds data already; copy into an empty one')
})

test('a folder that is not there is not made', async () => {
  await expect(copied(join(scratch, 'typo'), join(scratch, 'fifth'))).rejects.toThrow('There is no data in')
  expect(existsSync(join(scratch, 'typo'))).toBe(false)
})

test('a store that a server uses is not copied', async () => {
  const store = openSqliteStore(join(scratch, 'used'), { now: Date.now })
  await expect(copied(join(scratch, 'used'), join(scratch, 'fourth'))).rejects.toThrow('Another tagplane server')
  expect(existsSync(join(scratch, 'fourth'))).toBe(false)
  await store.close()
})

test('a folder with no data stays empty, and so does a database', async () => {
  const empty = join(scratch, 'empty')
  mkdirSync(empty)
  await expect(copied(empty, join(scratch, 'sixth'))).rejects.toThrow(`There is no data in ${empty}`)
  expect(readdirSync(empty)).toEqual([])
  const database = await anEmptyDatabase('nothing')
  await expect(copied(database, join(scratch, 'sixth'))).rejects.toThrow('There is no data in')
  expect(await query(database, `select where to_regclass('schema_version') is not null`)).toBe(0)
  expect(existsSync(join(scratch, 'sixth'))).toBe(false)
})

test('a store of an older schema is not copied, and stays as it is', async () => {
  const old = join(scratch, 'old')
  mkdirSync(old)
  const database = new Sqlite(join(old, 'tagplane.db'))
  database.exec(migrations[0] ?? '')
  database.pragma('user_version = 1')
  database.close()
  const before = readFileSync(join(old, 'tagplane.db'))
  await expect(copied(old, join(scratch, 'seventh'))).rejects.toThrow('was written by an older Tagplane (schema 1,')
  expect(readFileSync(join(old, 'tagplane.db')).equals(before)).toBe(true)
})
