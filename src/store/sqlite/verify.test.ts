import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { aChange, start, tags } from '../conformance/bed.conformance.ts'
import { damages, makeShortHistory, tooMany } from '../sql/damages.fixture.ts'
import { integrityChecks } from '../sql/integrity-checks.ts'
import { openSqliteStore } from './sqlite-store.ts'
import { verifyDatabase } from './verify.ts'

/** A folder with the short history. */
async function aFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-verify-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const store = openSqliteStore(folder, { now: () => start })
  await makeShortHistory(store)
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

test.each(damages)('finds it: %s', async (_what, damage, problem) => {
  expect(await problemsAfter(damage)).toContain(problem)
})

test('details of an instance that cannot be read are told', async () => {
  expect(await problemsAfter("update instance set details = 'x' where id = 'a'")).toEqual([
    'details of instance a of t1 is not JSON: what needs it fails',
  ])
})

test('a trigger is told', async () => {
  expect(await problemsAfter('create trigger t after insert on tag begin delete from tag; end')).toEqual([
    'the schema of trigger t is not as this program makes it',
  ])
})

test('what a shell’s ANALYZE leaves does not matter', async () => {
  expect(await problemsAfter('analyze')).toEqual([])
})

test('each kind of breach is told so many times, and the rest is counted', async () => {
  const problems = await problemsAfter(tooMany)
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
