import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type PostgresServer, startPostgres } from '../../../test/postgres-server.ts'
import { aChange, start, tags } from '../conformance/bed.conformance.ts'
import { damages, makeShortHistory, tooMany } from '../sql/damages.fixture.ts'
import { integrityChecks } from '../sql/integrity-checks.ts'
import { openPostgresHome, type PostgresHome } from './postgres-home.fixture.ts'
import { migrations } from './schema.ts'
import { verifyPostgres } from './verify.ts'

/** Always one of its own: what is planted here, Citus does not let anybody do. */
let database: PostgresServer
beforeAll(async () => {
  database = await startPostgres()
})
afterAll(() => database[Symbol.asyncDispose]())

/** A schema of its own. */
async function anEmptyHome(): Promise<PostgresHome> {
  const home = await openPostgresHome(database)
  onTestFinished(() => home[Symbol.asyncDispose]())
  return home
}

async function aHome(): Promise<PostgresHome> {
  const home = await anEmptyHome()
  const store = await home.openStore(() => start)
  await makeShortHistory(store)
  await store.close()
  return home
}

async function problemsAfter(damage: string): Promise<readonly string[]> {
  const home = await aHome()
  await home.run(damage)
  return verifyPostgres(home.url)
}

test('a store that nobody touched is sound, also while nodes write', async () => {
  const home = await aHome()
  expect(await verifyPostgres(home.url)).toEqual([])
  const nodes = await Promise.all([home.openStore(() => start), home.openStore(() => start)])
  let done = false
  const writing = nodes.map(async (node, own) => {
    for (let count = 0; !done; count++) await node.changeTags(aChange({ set: tags(`env=${own} ${count}`) }))
  })
  for (let round = 0; round < 3; round++) expect(await verifyPostgres(home.url)).toEqual([])
  done = true
  await Promise.all(writing)
  for (const node of nodes) await node.close()
})

test('tells how far it is', async () => {
  const { url } = await aHome()
  const names: string[] = []
  await verifyPostgres(url, (name) => names.push(name))
  expect(names).toEqual(['schema', 'indexes', ...integrityChecks.map(({ name }) => name)])
})

test('leaves nothing behind', async () => {
  const home = await aHome()
  const objects = async () => (await home.run('select oid from pg_class union all select oid from pg_proc')).rows.length
  const before = await objects()
  await verifyPostgres(home.url)
  expect(await objects()).toBe(before)
})

test.each(damages)('finds it: %s', async (_what, damage, problem) => {
  expect(await problemsAfter(damage)).toContain(problem)
})

test.each([
  ['a function is lost', 'drop function change_tags', /^the schema of function change_tags\(.*\) is missing$/],
  [
    'a function is altered',
    "create or replace function change_tags(of_tenant text, changes json) returns json language sql as 'select null::json'",
    /^the schema of function change_tags\(.*\) is not as this program makes it$/,
  ],
  [
    'a column may be null',
    'alter table tag alter value drop not null',
    /^the schema of table tag is not as this program makes it$/,
  ],
  [
    'a column is ordered otherwise',
    'alter table tag alter value type text collate "und-x-icu"',
    /^the schema of table tag is not as this program makes it$/,
  ],
])('finds it: %s', async (_what, damage, problem) => {
  expect(await problemsAfter(damage)).toContainEqual(expect.stringMatching(problem))
})

test.each([
  [
    'a table that a crash empties',
    'alter table tag set unlogged',
    'table tag is unlogged, so that a crash empties it; run "alter table tag set logged"',
  ],
  [
    'a rule',
    'create rule nothing as on delete to tag do instead nothing',
    'table tag has the rule nothing, which this program does not make',
  ],
  [
    'row-level security',
    'alter table access_key enable row level security',
    'table access_key has row-level security, which this program does not make',
  ],
  [
    'a trigger',
    `create function nothing() returns trigger language plpgsql as 'begin return null; end';
      create trigger nothing before insert on change for each row execute function nothing()`,
    'table change has the trigger nothing, which this program does not make',
  ],
])('finds what was attached: %s', async (_what, damage, problem) => {
  expect(await problemsAfter(damage)).toEqual([problem])
})

test.each([
  ['with the rights of its owner', 'security definer'],
  ['that does not wait for the disk', 'set synchronous_commit = off'],
  ['that has lost its settings', 'reset all'],
])('finds a function %s', async (_what, alteration) => {
  expect(await problemsAfter(`alter function change_tags ${alteration}`)).toEqual([
    expect.stringMatching(/^the schema of function change_tags\(.*\) is not as this program makes it$/),
  ])
})

test('each kind of breach is told so many times, and the rest is counted', async () => {
  const problems = await problemsAfter(tooMany)
  expect(problems).toHaveLength(21)
  expect(problems.at(-1)).toBe('and 5 more of this kind')
})

test('an index that the server does not keep up is told', async () => {
  const home = await aHome()
  await home.run(`set allow_system_table_mods = on;
    update pg_index set indisvalid = false where indexrelid = 'tag_by_key'::regclass`)
  expect(await verifyPostgres(home.url)).toEqual([
    'index tag_by_key is not valid; rebuild it with "reindex index tag_by_key"',
  ])
})

test('an index that lacks rows of its table is told where the database has amcheck', async () => {
  const home = await aHome()
  const setReady = (isReady: boolean) =>
    home.run(`set allow_system_table_mods = on;
      update pg_index set indisready = ${isReady} where indexrelid = 'job_by_end'::regclass`)
  await setReady(false)
  await home.run(`insert into job values ('t1', 'j', 'Create', 'a', 'a', 1, 2, 3)`)
  await setReady(true)
  expect(await verifyPostgres(home.url)).toEqual([])
  await home.run('create extension amcheck')
  expect(await verifyPostgres(home.url)).toEqual([
    expect.stringMatching(/^index job_by_end does not fit its table: heap tuple .* lacks matching index tuple/),
  ])
})

test('a damaged page is told, and what else is wrong', async () => {
  await using own = await startPostgres()
  const home = await openPostgresHome(own)
  const store = await home.openStore(() => start)
  await makeShortHistory(store)
  await store.close()
  await home.run('delete from change where revision = 3')
  const { rows } = await home.run(
    `select current_setting('data_directory') as folder, pg_relation_filepath('tag') as file`,
  )
  await own.stop()
  const file = openSync(join(rows[0].folder, rows[0].file), 'r+')
  writeSync(file, 'damage', 100)
  closeSync(file)
  await own.start()
  expect(await verifyPostgres(home.url)).toEqual([
    expect.stringContaining('its change log has 3 revisions'),
    expect.stringMatching(/^the database is damaged: invalid page in block 0 of relation/),
  ])
})

test('what others keep in the same schema does not matter', async () => {
  expect(await problemsAfter('create table theirs (a integer primary key); alter table theirs set unlogged')).toEqual(
    [],
  )
})

test('a database without a store is refused, and left as it is', async () => {
  const home = await anEmptyHome()
  await expect(verifyPostgres(home.url)).rejects.toThrow('There is no data in postgres://')
  expect((await home.run(`select to_regclass('schema_version') as found`)).rows).toEqual([{ found: null }])
})

test('a store of a newer program is refused', async () => {
  const home = await aHome()
  await home.run('update schema_version set version = version + 1')
  await expect(verifyPostgres(home.url)).rejects.toThrow(`newer Tagplane (schema ${migrations.length + 1})`)
})
