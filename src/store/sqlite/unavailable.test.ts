import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { aChange, anInstance, fleet, north, start, tags } from '../conformance/bed.conformance.ts'
import { StoreError, StoreUnavailable } from '../store-error.ts'
import { openSqliteStore } from './sqlite-store.ts'
import { asUnavailable, busyMessage } from './unavailable.ts'

const failure = (code: string) => Object.assign(new Error('it failed'), { code })

test.each([
  ...['SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_IOERR_FSYNC', 'SQLITE_READONLY', 'SQLITE_READONLY_DIRECTORY'],
  ...['SQLITE_CANTOPEN', 'SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'EIO', 'ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS'],
])('%s may pass by itself, and its cause is kept', (code) => {
  const cause = failure(code)
  expect(asUnavailable(cause)).toMatchObject({ name: 'StoreUnavailable', cause })
})

test.each(['SQLITE_CORRUPT', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_ERROR', 'EIOX', 'ERR_ASSERTION'])(
  '%s stays what it is',
  (code) => {
    const error = failure(code)
    expect(asUnavailable(error)).toBe(error)
  },
)

test('what has no code stays what it is', () => {
  for (const error of [new Error('a bug'), new StoreUnavailable('lost'), 'text', undefined]) {
    expect(asUnavailable(error)).toBe(error)
  }
})

test('the message tells what SQLite said', () => {
  expect(asUnavailable(failure('SQLITE_FULL'))).toHaveProperty(
    'message',
    'The disk is full or failing: it failed (SQLITE_FULL)',
  )
})

/** A store, and another process's hand on its file. */
async function heldStore() {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-held-'))
  const store = openSqliteStore(folder, { now: () => start })
  await store.load('fleet', async () => ({ ...fleet, instances: [anInstance('a')] }))
  const other = new Sqlite(join(folder, 'tagplane.db'))
  other.exec('begin immediate')
  onTestFinished(async () => {
    other.close()
    await store.close().catch(() => {})
    rmSync(folder, { recursive: true })
  })
  return { folder, store, other }
}

test('a store that somebody else writes to for too long refuses what writes, reads on, and goes on by itself', async () => {
  const { store, other } = await heldStore()
  const change = () => store.changeTags(aChange({ set: tags('k=v') }))
  await expect(change()).rejects.toThrow(StoreUnavailable)
  await expect(store.spendNonce('n', start, start + 1000)).rejects.toThrow(StoreUnavailable)
  await expect(store.probe()).rejects.toThrow('wait until it is done, or end it, and try again')
  expect((await store.tagsOf('t1', north, ['a'])).get('a')).toEqual([])
  other.exec('rollback')
  expect(await change()).toMatchObject({ revision: 1 })
})

test('a command is told what to do', async () => {
  const { folder } = await heldStore()
  const command = openSqliteStore(folder, { now: () => start, sharing: true, waitMs: 10 })
  await expect(command.claimProperty('p', 'v')).rejects.toThrow('Another process is writing to the data folder')
  await command.close()
})

test('so is who starts a server', async () => {
  const { folder, store } = await heldStore()
  await store.close()
  const refusal = new StoreError(`Cannot open ${join(folder, 'tagplane.db')}: ${busyMessage}`)
  expect(() => openSqliteStore(folder, { now: () => start })).toThrow(refusal)
})
