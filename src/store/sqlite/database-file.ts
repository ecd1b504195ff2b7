import assert from 'node:assert'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { StoreError, StoreUnavailable } from '../store-error.ts'
import { filesInPlace } from './files-in-place.ts'
import { assertNotLeftBehind } from './left-behind.ts'
import { applicationId, migrations } from './schema.ts'
import { asUnavailable } from './unavailable.ts'
import { noLog, openWriteAheadLog, type WriteAheadLog } from './write-ahead-log.ts'

/** Page cache, in KiB: enough for the upper levels of every index; the operating system caches the rest. */
const cacheKib = 8 * 1024
/** WAL pages after which a commit also writes back to the main file; docs/performance.md says how it was chosen. */
const checkpointPages = 4000
/** What the WAL file is cut back to after a burst, bytes. */
const walBytesKept = 64 * 1024 * 1024
/** How long a write waits for somebody else's transaction on the file, milliseconds; the whole server waits with it. */
const busyMsMax = 250
/** The same for a command, which has time, and which the many short transactions of a server at work may keep waiting. */
const sharingBusyMsMax = 10_000

const synchronousFull = 2

/** An open database file at the current schema version. */
export interface DatabaseFile {
  readonly database: Database
  readonly log: WriteAheadLog
  /** @throws StoreUnavailable if its files were removed, replaced or cut; what is written then is lost */
  assertInPlace(): void
  close(): void
}

/** How the file is opened. */
export interface DatabaseFileOptions {
  /** Whether a server may have it open meanwhile; else it is this process's alone. */
  readonly sharing?: boolean
  /** Whether the file is made, and its folder, where there is none; so unless it says otherwise. */
  readonly create?: boolean
  /** Whether `secret.key` may be there before the database is made; else that is taken for a loss. */
  readonly keyComesFirst?: boolean
  /** How long a command waits for others that have the file, milliseconds. */
  readonly waitMs?: number
}

/**
 * Opens `tagplane.db` in a data folder.
 * @throws StoreError if the folder is missing, not writable or in use, the file is not ours, is damaged, or is newer, or is
 *   gone and has left its log or the key file
 */
export function openDatabaseFile(
  folder: string,
  { sharing = false, create = true, keyComesFirst = false, waitMs = sharingBusyMsMax }: DatabaseFileOptions = {},
): DatabaseFile {
  const path = join(folder, 'tagplane.db')
  const opened: Database[] = []
  try {
    if (!create && !existsSync(path)) throw new StoreError(`There is no ${path}; choose another --data`)
    assertNotLeftBehind({ path, folder, keyComesFirst })
    if (!existsSync(folder)) makeFolder(folder)
    const database = sharing ? openShared(path, folder, opened, waitMs) : openAlone(path, folder, opened)
    const log = openWriteAheadLog(database, `${path}-wal`)
    // A process before this one may have ended when a sync had failed.
    if (!sharing) log.rewrite()
    const close = () => {
      log.close()
      closeAll(opened)
    }
    return { database, log, assertInPlace: filesInPlace(database, path), close }
  } catch (error) {
    closeAll(opened)
    throw asStoreError(error, folder, path)
  }
}

/** A database in memory, for tests that need no file. */
export function openDatabaseInMemory(): DatabaseFile {
  const database = new Sqlite(':memory:')
  migrate(database, ':memory:')
  return { database, log: noLog, assertInPlace() {}, close: () => database.close() }
}

/** On disk with its name, which a power cut would take away else, and all that is in it. */
function makeFolder(folder: string): void {
  mkdirSync(folder, { mode: 0o700 })
  const parent = openSync(dirname(folder), 'r')
  try {
    fsyncSync(parent)
  } finally {
    closeSync(parent)
  }
}

function openAlone(path: string, folder: string, opened: Database[]): Database {
  if (!lock(folder, opened, 0)) {
    throw new StoreError(`Another tagplane server is using the data folder ${folder}; stop it or choose another --data`)
  }
  const database = open(path, opened, busyMsMax)
  prepare(database, path)
  return database
}

/** Leaves the lock to a server, but for as long as the file is made or brought up to date. */
function openShared(path: string, folder: string, opened: Database[], waitMs: number): Database {
  const database = open(path, opened, waitMs)
  const locks: Database[] = []
  try {
    if (versionOf(database) < migrations.length && !lock(folder, locks, waitMs)) {
      throw new StoreError(`A server of an older Tagplane is using the data folder ${folder}; restart it with this one`)
    }
    prepare(database, path)
  } finally {
    closeAll(locks)
  }
  return database
}

function open(path: string, opened: Database[], timeout: number): Database {
  const database = new Sqlite(path, { timeout })
  opened.push(database)
  return database
}

/**
 * Takes the lock that a server holds as long as it runs. The operating system drops it with the process, however it ends.
 * @returns false if somebody else still has it after `timeout` milliseconds
 */
function lock(folder: string, opened: Database[], timeout: number): boolean {
  const file = open(join(folder, 'server.lock'), opened, timeout)
  try {
    file.exec('begin exclusive')
    return true
  } catch (error) {
    if (!hasCode(error, 'SQLITE_BUSY')) throw error
    return false
  }
}

function prepare(database: Database, path: string): void {
  const id = database.pragma('application_id', { simple: true })
  const isNew = id === 0 && database.prepare('select count(*) from sqlite_schema').pluck().get() === 0
  if (!isNew && id !== applicationId) throw new StoreError(`${path} is not a Tagplane data file; choose another --data`)
  database.pragma('journal_mode = wal')
  database.pragma('synchronous = full')
  database.pragma(`cache_size = -${cacheKib}`)
  database.pragma(`wal_autocheckpoint = ${checkpointPages}`)
  database.pragma(`journal_size_limit = ${walBytesKept}`)
  assert.equal(database.pragma('journal_mode', { simple: true }), 'wal', 'SQLite did not enter WAL mode')
  assert.equal(database.pragma('synchronous', { simple: true }), synchronousFull, 'SQLite did not accept FULL')
  migrate(database, path)
}

function migrate(database: Database, path: string): void {
  const version = versionOf(database)
  if (version === migrations.length) return
  if (version > migrations.length) {
    throw new StoreError(
      `${path} was written by a newer Tagplane (schema ${version}, this program knows ${migrations.length}); upgrade the program`,
    )
  }
  database.transaction(() => {
    for (const migration of migrations.slice(version)) database.exec(migration)
    database.pragma(`application_id = ${applicationId}`)
    database.pragma(`user_version = ${migrations.length}`)
  })()
}

function versionOf(database: Database): number {
  return database.pragma('user_version', { simple: true }) as number
}

function asStoreError(error: unknown, folder: string, path: string): unknown {
  if (error instanceof StoreError) return error
  if (hasCode(error, 'SQLITE_NOTADB') || hasCode(error, 'SQLITE_CORRUPT')) {
    return new StoreError(
      `${path} is not a Tagplane data file, or is damaged; choose another --data or restore a backup`,
    )
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const cannotWrite = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT', 'ENOSPC']
  if (cannotWrite.includes(code) || code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY')) {
    const what = existsSync(folder) ? 'not writable' : 'missing and cannot be made'
    return new StoreError(`The data folder ${folder} is ${what} (${code}); choose another --data or mend its rights`)
  }
  const told = asUnavailable(error)
  return told instanceof StoreUnavailable ? new StoreError(`Cannot open ${path}: ${told.message}`) : told
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

/** The lock goes last. */
function closeAll(opened: readonly Database[]): void {
  for (const database of opened.toReversed()) database.close()
}
