import { closeSync, cpSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { logEndReader, rewriteLog } from './rewrite-log.ts'

/** A database with `commits` commits in its log, and the log. */
function bedWith(commits: number) {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-log-'))
  const path = join(folder, 'some.db')
  const database = new Sqlite(path)
  database.pragma('journal_mode = wal')
  database.exec('create table text (value text)')
  database.pragma('wal_checkpoint(truncate)')
  for (let number = 0; number < commits; number++) database.exec(`insert into text values ('${number}')`)
  const log = openSync(`${path}-wal`, 'r+')
  const readEnd = logEndReader(database, log)
  let end = readEnd()
  return {
    database,
    mark() {
      end = readEnd()
    },
    rewrite: () => rewriteLog(database, log, end),
    another: () => new Sqlite(path, { timeout: 0 }),
    /** What the log would be after another statement. */
    logOfCopyAfter(sql: string) {
      for (const end of ['', '-wal']) cpSync(`${path}${end}`, `${path}-copy${end}`)
      const copy = new Sqlite(`${path}-copy`)
      copy.exec(sql)
      const bytes = readFileSync(`${path}-copy-wal`)
      copy.close()
      return bytes
    },
    bytes: () => readFileSync(`${path}-wal`),
    replace: (bytes: Buffer) => writeSync(log, bytes, 0, bytes.length, 0),
    overwrite: (at: number) => writeSync(log, Buffer.alloc(8, 0xee), 0, 8, at),
    [Symbol.dispose]() {
      database.close()
      closeSync(log)
      rmSync(folder, { recursive: true })
    },
  }
}

const lost = 'The log lost frames that were committed'

test('the log is as it was, and goes on', () => {
  using bed = bedWith(10)
  const before = bed.bytes()
  bed.rewrite()
  expect(bed.bytes().equals(before)).toBe(true)
  bed.database.exec("insert into text values ('more')")
  expect(bed.database.prepare('select count(*) from text').pluck().get()).toBe(11)
})

test('frames of an earlier round of the log, behind the committed ones, do not matter', () => {
  using bed = bedWith(10)
  bed.database.pragma('wal_checkpoint(restart)')
  bed.database.exec("insert into text values ('first of the next round')")
  bed.mark()
  bed.overwrite(30_000)
  expect(() => bed.rewrite()).not.toThrow()
})

test.for([
  ['the first frame', 32 + 24 + 4000],
  ['a salt', 32 + 8],
  ['the last frame', 32 + 9 * (24 + 4096) + 100],
  ['the header', 8],
] as const)('if %s is lost, that is told', ([, at]) => {
  using bed = bedWith(10)
  bed.overwrite(at)
  expect(() => bed.rewrite()).toThrow(lost)
  expect(bed.database.inTransaction).toBe(false)
})

test('if frames of a transaction that was undone stand where another one was committed, that is told', () => {
  using bed = bedWith(10)
  const undone = bed.logOfCopyAfter("insert into text values ('undone')")
  bed.database.exec("insert into text values ('stays')")
  bed.mark()
  bed.replace(undone)
  expect(() => bed.rewrite()).toThrow(lost)
})

test('an empty log has nothing to write', () => {
  using bed = bedWith(0)
  expect(() => bed.rewrite()).not.toThrow()
})

test('it is not written while another process appends to it', () => {
  using bed = bedWith(1)
  const another = bed.another()
  bed.database.pragma('busy_timeout = 0')
  another.exec("begin immediate; insert into text values ('theirs')")
  expect(() => bed.rewrite()).toThrow('database is locked')
  another.exec('commit')
  expect(() => bed.rewrite()).not.toThrow()
  another.close()
})
