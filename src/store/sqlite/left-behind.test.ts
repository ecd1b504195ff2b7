import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { aChange, anInstance, fleet, north, start, tags } from '../conformance/bed.conformance.ts'
import { StoreError } from '../store-error.ts'
import { openSqliteArchive } from './archive.ts'
import { openSqliteStore } from './sqlite-store.ts'
import { verifyDatabase } from './verify.ts'

function aFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-left-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'tagplane.db')
  return { folder, path, log: `${path}-wal`, key: join(folder, 'secret.key') }
}

/** The files of a server that was killed: all that it acknowledged is in the log. */
async function killedServer() {
  const running = aFolder()
  const killed = aFolder()
  const store = openSqliteStore(running.folder, { now: () => start })
  await store.load('fleet', async () => ({ ...fleet, instances: [anInstance('a')] }))
  await store.changeTags(aChange({ set: tags('env=prod') }))
  for (const suffix of ['', '-wal']) cpSync(running.path + suffix, killed.path + suffix)
  await store.close()
  return killed
}

const open = (folder: string, sharing = false) => openSqliteStore(folder, { now: () => start, sharing })
const refusal = (path: string, left: string) =>
  new StoreError(
    `${path} is missing or empty, but ${left} is there, which belongs to it; put the database back, or restore a backup into another --data; for a new store choose an empty --data, for one on PostgreSQL give --store`,
  )

test.each([
  ['moved away', (path: string) => renameSync(path, `${path}.away`)],
  ['emptied', (path: string) => truncateSync(path, 0)],
])('the log of a database that was %s is refused, and left as it is', async (_how, lose) => {
  const { folder, path, log } = await killedServer()
  const before = readFileSync(log)
  lose(path)
  const existed = existsSync(path)
  expect(() => open(folder)).toThrow(refusal(path, log))
  expect(() => open(folder, true)).toThrow(refusal(path, log))
  expect(() => openSqliteArchive(folder)).toThrow(refusal(path, log))
  expect(() => verifyDatabase(folder)).toThrow(existed ? refusal(path, log) : 'There is no data in')
  expect(readFileSync(log)).toEqual(before)
  expect(existsSync(path)).toBe(existed)
})

test('a database that was put back has all that was acknowledged', async () => {
  const { folder, path } = await killedServer()
  renameSync(path, `${path}.away`)
  expect(() => open(folder)).toThrow(StoreError)
  renameSync(`${path}.away`, path)
  const store = open(folder)
  expect((await store.tagsOf('t1', north, ['a'])).get('a')).toEqual(tags('env=prod'))
  await store.close()
})

test('a key without a database is refused, but where a database is copied to', async () => {
  const { folder, path, key } = aFolder()
  writeFileSync(key, 'k'.repeat(32))
  expect(() => open(folder)).toThrow(refusal(path, key))
  expect(existsSync(path)).toBe(false)
  await openSqliteArchive(folder).close()
})

test('a first start that was killed before it had made a key is begun again', async () => {
  const { folder, path, log } = aFolder()
  writeFileSync(path, '')
  writeFileSync(log, '')
  await open(folder).close()
})
