import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { aChange, anInstance, fleet, start, tags } from '../conformance/bed.conformance.ts'
import { integrityChecks } from '../sql/integrity-checks.ts'
import { openSqliteStore } from './sqlite-store.ts'
import { verifyDatabase } from './verify.ts'

/** A folder with a short history: revisions 1 (load) to 4 of tenant t1. */
async function aFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-verify-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const store = openSqliteStore(folder, { now: () => start })
  const instances = [anInstance('a', { tags: tags('env=prod', 'team=core') }), anInstance('b')]
  await store.load('fleet', async () => ({ ...fleet, instances }))
  await store.changeTags(aChange({ instances: ['a', 'b'], set: tags('env=test', 'owner=ada') }))
  await store.changeTags(aChange({ unset: [{ key: 'team' }] }))
  await store.changeTags(aChange({ instances: ['b'], unset: 'all' }))
  await store.close()
  return folder
}

async function problemsAfter(damage: string): Promise<readonly string[]> {
  const folder = await aFolder()
  const database = new Sqlite(join(folder, 'tagplane.db'))
  database.exec(damage)
  database.close()
  return verifyDatabase(folder)
}

test('a store that nobody touched is sound, also while it is open', async () => {
  const folder = await aFolder()
  expect(verifyDatabase(folder)).toEqual([])
  const store = openSqliteStore(folder, { now: () => start })
  await store.changeTags(aChange({ set: tags('env=late') }))
  expect(verifyDatabase(folder)).toEqual([])
  await store.close()
})

test('tells how far it is', async () => {
  const names: string[] = []
  verifyDatabase(await aFolder(), (name) => names.push(name))
  expect(names).toEqual(['pages and indexes', 'schema', ...integrityChecks.map(({ name }) => name)])
})

test.each([
  [
    'a revision is missing',
    'delete from change where revision = 3',
    'tenant t1 is at revision 4, but its change log has 3 revisions, 1 to 4',
  ],
  [
    'a revision is ahead of the log',
    "update tenant set revision = 9 where id = 't1'",
    'tenant t1 is at revision 9, but its change log has 4 revisions, 1 to 4',
  ],
  [
    'the log begins late',
    'delete from change where revision = 1',
    'tenant t1 is at revision 4, but its change log has 3 revisions, 2 to 4',
  ],
  [
    'a revision has two times',
    "update change set at = at + 1 where revision = 2 and instance = 'a'",
    'revision 2 of tenant t1 was made by several requests',
  ],
  [
    'time goes back',
    'update change set at = at - 1 where revision = 3',
    'revision 3 of tenant t1 is dated before the one before it',
  ],
  [
    'the log contradicts itself',
    "update change set before = 'x' where revision = 2 and instance = 'a' and key = 'env'",
    'revision 2 of tenant t1 found tag env of a as "x", but the log had left it as "prod"',
  ],
  [
    'a change changes nothing',
    'update change set after = before where revision = 3',
    'revision 3 of tenant t1 changed nothing about tag team of a',
  ],
  [
    'a value is other than logged',
    "update tag set value = 'x' where key = 'env'",
    'tag env of a of tenant t1 is "x", by the change log "test"',
  ],
  [
    'a tag was never logged',
    "insert into tag values ('t1', 'b', 'k', 'v', 'north', 1)",
    'tag k of b of tenant t1 is "v", by the change log absent',
  ],
  [
    'a tag is lost',
    "delete from tag where key = 'env'",
    'tag env of a of tenant t1 is missing, by the change log it is "test"',
  ],
  [
    'a tag is filed elsewhere',
    "update tag set region = 'south' where key = 'env'",
    'tag env of a of tenant t1 is filed under south, the instance under north',
  ],
  [
    'an instance is lost',
    "delete from instance where id = 'a'",
    'tag env is on instance a of tenant t1, which does not exist',
  ],
  ['a tenant is lost', "delete from tenant where id = 't1'", 'instance has rows of tenant t1, which does not exist'],
  [
    'a log is nobody’s',
    "update change set tenant = 'gone'",
    'the change log has changes of tenant gone, which does not exist',
  ],
  [
    'a user is lost',
    "delete from principal where id = '200' and realm = 'one'",
    'access_key has rows of principal 200 of one account acme, who does not exist',
  ],
  [
    'an account is lost',
    "delete from account where realm = 'two'",
    'principal has rows of two account acme, which does not exist',
  ],
  ['an index is lost', 'drop index tag_by_key', 'the schema of index tag_by_key is missing'],
  [
    'a table is altered',
    'alter table job add column x text',
    'the schema of table job is not as this program makes it',
  ],
])('finds it: %s', async (_what, damage, problem) => {
  expect(await problemsAfter(damage)).toContain(problem)
})

test('each kind of breach is told so many times, and the rest is counted', async () => {
  const many = Array.from({ length: 25 }, (_, index) => `('t1', 'a', 'k${index}', 'v', 'north', ${index})`)
  const problems = await problemsAfter(`insert into tag values ${many.join(', ')}`)
  expect(problems).toHaveLength(21)
  expect(problems.at(-1)).toBe('and 5 more of this kind')
})

test('an index that does not fit its table is told', async () => {
  const folder = await aFolder()
  const database = new Sqlite(join(folder, 'tagplane.db'))
  database.unsafeMode()
  database.pragma('writable_schema = on')
  database.exec(
    "update sqlite_schema set sql = replace(sql, 'key, value, instance', 'key, instance, value') where name = 'tag_by_key'",
  )
  database.close()
  expect(verifyDatabase(folder)).not.toEqual([])
})

test('a torn file is told, not thrown', async () => {
  const folder = await aFolder()
  truncateSync(join(folder, 'tagplane.db'), 40_960)
  expect(verifyDatabase(folder)[0]).toMatch(/damaged|cannot be read/)
})

test('what is no data folder is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-verify-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  expect(() => verifyDatabase(folder)).toThrow('There is no data in')
  new Sqlite(join(folder, 'tagplane.db')).exec('create table t (a)').close()
  expect(() => verifyDatabase(folder)).toThrow('is not a Tagplane data file')
  writeFileSync(join(folder, 'tagplane.db'), 'a letter'.repeat(1000))
  expect(verifyDatabase(folder)[0]).toMatch('cannot be read')
})
