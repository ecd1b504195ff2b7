import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type PostgresServer, startPostgres } from '../../../test/postgres-server.ts'
import { aChange, anInstance, fleet, start, tags } from '../conformance/bed.conformance.ts'
import { StoreUnavailable } from '../store-error.ts'
import { openPostgresHome } from './postgres-home.fixture.ts'
import { openPostgresStore } from './postgres-store.ts'
import { tables } from './rights.ts'
import { verifyPostgres } from './verify.ts'

let database: PostgresServer
beforeAll(async () => {
  database = await startPostgres()
})
afterAll(() => database[Symbol.asyncDispose]())

const options = { now: () => start, poolSize: 2, statementMsMax: 5000 }
const everything = 'select, insert, update, delete'

/** A store that another role made, and a role of its own that may do `rights` on all tables. */
async function aGuest(rights: string) {
  const home = await openPostgresHome(database)
  const owner = await home.openStore(() => start)
  await owner.load('fleet', async () => ({ ...fleet, instances: [anInstance('a')] }))
  await owner.close()
  const role = `guest_${Math.random().toString(36).slice(2)}`
  await home.run(`create role ${role} login;
    do $$ begin execute format('grant usage on schema %I to ${role}', current_schema()); end $$;
    grant ${rights} on all tables in schema ${new URL(home.url).searchParams.get('options')?.split('search_path=')[1]} to ${role}`)
  onTestFinished(async () => {
    await home.run(`drop owned by ${role}; drop role ${role}`)
    await home[Symbol.asyncDispose]()
  })
  const url = new URL(home.url)
  url.username = role
  return { role, home, open: () => openPostgresStore(url.href, options) }
}

test('a role that may read and write is enough', async () => {
  const { open } = await aGuest(everything)
  const store = await open()
  await store.probe()
  expect(await store.changeTags(aChange({ set: tags('env=prod') }))).toMatchObject({ kind: 'applied' })
  await store.close()
})

test('a role that may only read is told at the start', async () => {
  const { role, open } = await aGuest('select')
  await expect(open()).rejects.toThrow(`The role ${role} of --store lacks DELETE, INSERT, UPDATE on `)
})

test('so is one that lacks a right on one table', async () => {
  const { role, home, open } = await aGuest(everything)
  await home.run(`revoke delete on change from ${role}`)
  await expect(open()).rejects.toThrow(
    `The role ${role} of --store lacks DELETE on change; grant it, or give a role that owns them`,
  )
})

test.each(['change', 'tag'])(
  'where a node loses the right to write to %s, its probe fails until it is back',
  async (table) => {
    const { role, home, open } = await aGuest(everything)
    const store = await open()
    await store.probe()
    await home.run(`revoke insert on ${table} from ${role}`)
    await expect(store.probe()).rejects.toThrow(StoreUnavailable)
    await expect(store.changeTags(aChange({ set: tags('env=dev') }))).rejects.toThrow(StoreUnavailable)
    await home.run(`grant insert on ${table} to ${role}`)
    await store.probe()
    await store.close()
  },
)

test('a role that may not log in any longer is told as what may pass', async () => {
  const { role, home, open } = await aGuest(everything)
  const store = await open()
  await home.run(
    `alter role ${role} nologin; select pg_terminate_backend(pid) from pg_stat_activity where usename = '${role}'`,
  )
  await expect
    .poll(() => store.probe().catch((error) => error))
    .toHaveProperty('message', expect.stringContaining('not permitted to log in'))
  await expect(store.probe()).rejects.toThrow(StoreUnavailable)
  await home.run(`alter role ${role} login`)
  await store.probe()
  await store.close()
})

test('a probe writes more than a page of the file, and leaves nothing', async () => {
  const { home, open } = await aGuest(everything)
  const written = async () =>
    (await home.run(`select pg_total_relation_size('change') as change, pg_total_relation_size('tag') as tag`)).rows[0]
  const before = await written()
  const store = await open()
  for (let round = 0; round < 5; round++) await store.probe()
  await store.close()
  expect(Number((await written()).change)).toBeGreaterThan(Number(before.change))
  expect((await home.run('select from change union all select from tag')).rows).toEqual([])
  expect(await verifyPostgres(home.url)).toEqual([])
})

test('the tables are those of the schema', async () => {
  const { home } = await aGuest(everything)
  const { rows } = await home.run(
    `select relname from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'`,
  )
  expect([...tables, 'schema_version'].sort()).toEqual(rows.map(({ relname }) => relname).sort())
})
