import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import { StoreError } from '../store-error.ts'
import { type DatabaseFileOptions, openDatabaseFile } from './database-file.ts'
import { applicationId, migrations } from './schema.ts'

const scratch = mkdtempSync(join(tmpdir(), 'tagplane-file-'))
afterAll(() => rmSync(scratch, { recursive: true }))

/** A new folder, and the path of the data file in it. */
function aFolder(name: string) {
  const folder = join(scratch, name)
  mkdirSync(folder)
  return { folder, path: join(folder, 'tagplane.db') }
}

/** Makes an SQLite file with other hands than the store's. */
function writeDatabase(path: string, ...statements: readonly string[]): void {
  const database = new Sqlite(path)
  for (const statement of statements) database.exec(statement)
  database.close()
}

function refusal(folder: string, options?: DatabaseFileOptions): string {
  try {
    openDatabaseFile(folder, options).close()
  } catch (error) {
    expect(error).toBeInstanceOf(StoreError)
    return (error as StoreError).message
  }
  return 'opened'
}

test('a new file is ours, at the current version, in WAL mode, every commit synced', () => {
  const { folder } = aFolder('new')
  const { database, close } = openDatabaseFile(folder)
  const pragma = (name: string) => database.pragma(name, { simple: true })
  expect(pragma('application_id')).toBe(applicationId)
  expect(pragma('user_version')).toBe(migrations.length)
  expect(pragma('journal_mode')).toBe('wal')
  expect(pragma('synchronous')).toBe(2)
  close()
})

test('every commit is synced in a file that is opened again, too', () => {
  const { folder } = aFolder('again')
  openDatabaseFile(folder).close()
  const { database, close } = openDatabaseFile(folder)
  expect(database.pragma('synchronous', { simple: true })).toBe(2)
  close()
})

test('a folder that is missing is made, for the server’s user alone', () => {
  const folder = join(scratch, 'missing')
  openDatabaseFile(folder).close()
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

test('an empty file in its place is a new one', () => {
  const { folder, path } = aFolder('empty')
  writeFileSync(path, '')
  expect(refusal(folder)).toBe('opened')
})

test('a database of another program is refused, and left as it was', () => {
  const { folder, path } = aFolder('foreign')
  writeDatabase(path, 'create table theirs (a)')
  const before = readFileSync(path)
  expect(refusal(folder)).toBe(`${path} is not a Tagplane data file; choose another --data`)
  expect(readFileSync(path)).toEqual(before)
})

test('a database that another program has marked is refused, even if it is empty', () => {
  const { folder, path } = aFolder('marked')
  writeDatabase(path, 'pragma application_id = 7', 'create table theirs (a)', 'drop table theirs')
  expect(refusal(folder)).toBe(`${path} is not a Tagplane data file; choose another --data`)
})

test('a file that is no database is refused, and left as it was', () => {
  const { folder, path } = aFolder('text')
  const text = 'to do: everything\n'.repeat(1000)
  writeFileSync(path, text)
  expect(refusal(folder)).toBe(
    `${path} is not a Tagplane data file, or is damaged; choose another --data or restore a backup`,
  )
  expect(readFileSync(path, 'utf8')).toBe(text)
})

test('a file of a newer program is refused, with both versions', () => {
  const { folder, path } = aFolder('newer')
  openDatabaseFile(folder).close()
  writeDatabase(path, `pragma user_version = ${migrations.length + 1}`)
  expect(refusal(folder)).toBe(
    `${path} was written by a newer Tagplane (schema ${migrations.length + 1}, this program knows ${migrations.length}); upgrade the program`,
  )
})

test('a folder that cannot be made is refused', () => {
  const file = join(scratch, 'a-file')
  writeFileSync(file, '')
  const folder = join(file, 'data')
  expect(refusal(folder)).toMatch(/^The data folder .*a-file\/data is missing and cannot be made \(ENOTDIR\); choose/)
})

test('a folder in a folder that is missing is refused', () => {
  expect(refusal(join(scratch, 'no', 'such'))).toContain('is missing and cannot be made (ENOENT)')
})

test('a file in place of the folder is refused', () => {
  const folder = join(scratch, 'not-a-folder')
  writeFileSync(folder, '')
  expect(refusal(folder)).toMatch(/^The data folder .*not-a-folder is not writable \(SQLITE_CANTOPEN.*\); choose/)
})

test('a folder in place of the file is refused', () => {
  const { folder, path } = aFolder('nested')
  mkdirSync(path)
  expect(refusal(folder)).toContain('is not writable (SQLITE_CANTOPEN')
})

test('a second server is refused as long as the first is there', () => {
  const { folder } = aFolder('shared')
  const first = openDatabaseFile(folder)
  const inUse = `Another tagplane server is using the data folder ${folder}; stop it or choose another --data`
  expect(refusal(folder)).toBe(inUse)
  expect(refusal(folder)).toBe(inUse)
  first.close()
  expect(refusal(folder)).toBe('opened')
})

test('a refusal leaves the folder free for the next try', () => {
  const { folder, path } = aFolder('freed')
  writeFileSync(path, 'no database, but long enough to be taken for one')
  refusal(folder)
  rmSync(path)
  expect(refusal(folder)).toBe('opened')
})

const sharing = { sharing: true, create: false }
const versionOf = (path: string) => {
  const database = new Sqlite(path)
  const version = database.pragma('user_version', { simple: true })
  database.close()
  return version
}

/** A file of the version before this one. */
function anOlderFile(name: string) {
  const { folder, path } = aFolder(name)
  const older = migrations.slice(0, -1)
  writeDatabase(path, 'pragma journal_mode = wal', ...older, `pragma user_version = ${older.length}`)
  writeDatabase(path, `pragma application_id = ${applicationId}`)
  return { folder, path }
}

test('a command shares the file with a server, whichever comes first', () => {
  const { folder } = aFolder('with-a-server')
  const server = openDatabaseFile(folder)
  expect(refusal(folder, sharing)).toBe('opened')
  server.close()
  const command = openDatabaseFile(folder, sharing)
  expect(refusal(folder)).toBe('opened')
  command.close()
})

test('commands share the file with each other', () => {
  const { folder } = aFolder('with-commands')
  openDatabaseFile(folder).close()
  const command = openDatabaseFile(folder, sharing)
  expect(refusal(folder, sharing)).toBe('opened')
  command.close()
})

test('a command that makes nothing finds no file in a folder that is missing, or empty, and leaves it so', () => {
  const { folder, path } = aFolder('no-data')
  expect(refusal(folder, sharing)).toBe(`There is no ${path}; choose another --data`)
  expect(existsSync(path)).toBe(false)
  const missing = join(scratch, 'never-made')
  expect(refusal(missing, sharing)).toContain('There is no ')
  expect(existsSync(missing)).toBe(false)
})

test('a command that makes the file leaves it to the server that comes next', () => {
  const folder = join(scratch, 'made-by-a-command')
  const command = openDatabaseFile(folder, { sharing: true })
  expect(refusal(folder)).toBe('opened')
  command.close()
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

test('an older file is brought up to date by a command where no server runs', () => {
  const { folder, path } = anOlderFile('older')
  expect(refusal(folder, sharing)).toBe('opened')
  expect(versionOf(path)).toBe(migrations.length)
})

test('an older file is left as it is where a server holds the folder', () => {
  const { folder, path } = anOlderFile('older-in-use')
  const lock = new Sqlite(join(folder, 'server.lock'))
  lock.exec('begin exclusive')
  expect(refusal(folder, { ...sharing, waitMs: 0 })).toBe(
    `A server of an older Tagplane is using the data folder ${folder}; restart it with this one`,
  )
  expect(versionOf(path)).toBe(migrations.length - 1)
  lock.close()
})

test('a change log without regions gets those of the instances that exist', () => {
  const { folder, path } = aFolder('without-regions')
  const change = (instance: string) =>
    `insert into change (tenant, revision, instance, key, actor, operation, request_id, at)
     values ('t', 1, '${instance}', 'k', '', '', '', 0)`
  writeDatabase(path, 'pragma journal_mode = wal', ...migrations.slice(0, 2), 'pragma user_version = 2')
  writeDatabase(path, `pragma application_id = ${applicationId}`, change('here'), change('gone'))
  writeDatabase(
    path,
    `insert into instance (tenant, id, region, name, created_at, ready_at, details)
     values ('t', 'here', 'north', '', 0, 0, '{}')`,
  )
  const { database, close } = openDatabaseFile(folder)
  expect(database.prepare('select instance, region from change order by instance').raw().all()).toEqual([
    ['gone', ''],
    ['here', 'north'],
  ])
  close()
})
