import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres } from '../../../test/postgres-server.ts'
import { start } from '../conformance/bed.conformance.ts'
import { StoreError } from '../store-error.ts'
import { openPostgresHome, openTestDatabase, type TestDatabase } from './postgres-home.fixture.ts'
import { openPostgresStore } from './postgres-store.ts'
import { migrations } from './schema.ts'
import { verifyPostgres } from './verify.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

const now = () => start

test('of nodes that start at the same moment, one makes the schema and all can work', async () => {
  await using home = await openPostgresHome(database)
  const stores = await Promise.all(Array.from({ length: 4 }, () => home.openStore(now)))
  await Promise.all(stores.map((store, index) => store.claimProperty(`p${index}`, 'v')))
  for (const store of stores) expect(await store.readProperty('p3')).toBe('v')
  await Promise.all(stores.map((store) => store.close()))
  expect((await home.run('select version from schema_version')).rows).toEqual([{ version: migrations.length }])
})

test('a change log without regions gets those of the instances that exist', async () => {
  await using home = await openPostgresHome(database)
  const change = (instance: string) =>
    `insert into change (tenant, revision, instance, key, actor, operation, request_id, at)
     values ('t', 1, '${instance}', 'k', '', '', '', 0)`
  await home.run(
    [
      ...migrations.slice(0, 3),
      'create table schema_version (version integer primary key)',
      'insert into schema_version values (3)',
      ...[change('here'), change('gone')],
      `insert into instance (tenant, id, region, name, created_at, ready_at, details)
       values ('t', 'here', 'north', '', 0, 0, '{}')`,
    ].join(';'),
  )
  await (await home.openStore(now)).close()
  expect((await home.run('select instance, region from change order by instance')).rows).toEqual([
    { instance: 'gone', region: '' },
    { instance: 'here', region: 'north' },
  ])
})

test('a schema of a newer program is refused', async () => {
  await using home = await openPostgresHome(database)
  await (await home.openStore(now)).close()
  await home.run('update schema_version set version = version + 1')
  await expect(home.openStore(now)).rejects.toThrow(
    new StoreError(
      `The database was written by a newer Tagplane (schema ${migrations.length + 1}, this program knows ${migrations.length}); upgrade the program`,
    ),
  )
})

test('tables of another program are left alone', async () => {
  await using home = await openPostgresHome(database)
  await home.run('create table account (name text)')
  await expect(home.openStore(now)).rejects.toThrow('The database holds tables of another program')
  expect((await home.run('select * from account')).rows).toEqual([])
})

test.each([
  ['Flyway’s', 'create table schema_version (version varchar(50) primary key, description text)', '1.2'],
  ['of one column', 'create table schema_version (version text)', '7'],
])('a schema_version %s is another program’s, and left alone', async (_whose, create, version) => {
  await using home = await openPostgresHome(database)
  await home.run(`${create}; insert into schema_version values ('${version}')`)
  await expect(home.openStore(now)).rejects.toThrow('The database holds tables of another program')
  await expect(verifyPostgres(home.url)).rejects.toThrow('There is no data in')
  expect((await home.run('select version from schema_version')).rows).toEqual([{ version }])
})

test('a database in another encoding is refused', async () => {
  await using server = await startPostgres()
  await using home = await openPostgresHome(server)
  await home.run(`create database latin encoding 'LATIN1' template template0 locale 'C'`)
  const latin = new URL('/latin', server.url).href
  await expect(openPostgresStore(latin, { now, poolSize: 2, statementMsMax: 1000 })).rejects.toThrow(
    'The database has the encoding LATIN1; create one in UTF8',
  )
})

test('a server that may lose what it acknowledged is refused', async () => {
  await using server = await startPostgres({ fsync: 'off' })
  await using home = await openPostgresHome(server)
  await expect(home.openStore(now)).rejects.toThrow('runs with fsync=off')
})

test.each([
  ['postgres://nobody:secret@127.0.0.1:1/db', 'Cannot open the store postgres://127.0.0.1:1/db: '],
  ['postgres://no server', 'Cannot read the URL in --store'],
])('a server that is not there is told without a password: %s', async (url, message) => {
  const opening = openPostgresStore(url, { now, poolSize: 2, statementMsMax: 1000 })
  await expect(opening).rejects.toThrow(StoreError)
  await expect(opening).rejects.toThrow(message)
  await expect(opening).rejects.not.toThrow('secret')
})
