import { afterAll, beforeAll, expect, test } from 'vitest'
import { aChange, anInstance, fleet, start, tags } from '../conformance/bed.conformance.ts'
import { listHistory } from '../list-history.ts'
import { type Connection, connect } from './connection.ts'
import { logSource, tagsAsOf } from './history.ts'
import { openPostgresHome, openTestDatabase, type PostgresHome, type TestDatabase } from './postgres-home.fixture.ts'

let database: TestDatabase
let home: PostgresHome
let connection: Connection

/** The log of a tenant with nine revisions of two rows each. */
beforeAll(async () => {
  database = await openTestDatabase()
  home = await openPostgresHome(database)
  const store = await home.openStore(() => start)
  await store.load('fleet', async () => ({ ...fleet, instances: [anInstance('a'), anInstance('b')] }))
  for (let index = 1; index <= 9; index++) {
    await store.changeTags(aChange({ instances: ['a', 'b'], set: tags(`k=${index}`), requestId: `r${index}` }))
  }
  await store.close()
  connection = await connect([home.url], 0)
})
afterAll(async () => {
  await connection.close()
  await home[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

test('a call that has looked at as many rows as it may says how far it came', async () => {
  const list = (after?: Awaited<ReturnType<typeof listHistory>>['next']) =>
    listHistory(logSource(connection, 5), { tenants: ['t1'], requestId: 'r6' }, after, 10)
  const first = await list()
  expect(first).toEqual({ changes: [], next: { tenant: 't1', revision: 7, instance: 'b', key: 'k', at: start } })
  const second = await list(first.next)
  expect(second.changes.map(({ revision, instance }) => [revision, instance])).toEqual([
    [6, 'b'],
    [6, 'a'],
  ])
  expect(second.next).toMatchObject({ revision: 5, instance: 'a' })
})

test('the tags as of a revision with too many rows behind it are not told', async () => {
  expect(await tagsAsOf(connection, 't1', ['a', 'b'], 6, 5)).toEqual({ kind: 'history-too-long' })
  expect(await tagsAsOf(connection, 't1', ['a', 'b'], 7, 5)).toHaveProperty('size', 2)
})
