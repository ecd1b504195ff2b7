import {
  copyFileSync,
  linkSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { aChange, anInstance, fleet, start, tags } from '../conformance/bed.conformance.ts'
import { StoreUnavailable } from '../store-error.ts'
import { openSqliteStore } from './sqlite-store.ts'

/** A store at work on files that others may touch. */
async function openFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-in-place-'))
  const path = join(folder, 'tagplane.db')
  const store = openSqliteStore(folder, { now: () => start })
  onTestFinished(async () => {
    await store.close().catch(() => {})
    rmSync(folder, { recursive: true })
  })
  await store.load('fleet', async () => ({ ...fleet, instances: [anInstance('a')] }))
  const writes = () => [
    store.changeTags(aChange({ set: tags('env=prod') })),
    store.spendNonce(`nonce ${Math.random()}`, start, start + 1000),
    store.probe(),
  ]
  /** That each kind of write is refused, with this reason. */
  const refuses = async (reason: string) => {
    for (const write of writes()) {
      const error = await write.catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(StoreUnavailable)
      expect(error).toHaveProperty('message', reason)
    }
  }
  return { path, folder, refuses, writes: () => Promise.all(writes()) }
}

const gone = (path: string) => `${path} is gone while it is in use; put the same file back, or stop the server`
const replaced = (path: string) => `${path} was replaced while it is in use; put the same file back, or stop the server`

test.each(['', '-wal'])(
  'nothing is acknowledged into tagplane.db%s that was moved away, until it is back',
  async (end) => {
    const { path, refuses, writes } = await openFiles()
    renameSync(path + end, `${path}.away`)
    await refuses(gone(path + end))
    renameSync(`${path}.away`, path + end)
    await writes()
  },
)

test.each(['', '-wal'])('nor into tagplane.db%s that was removed', async (end) => {
  const { path, refuses } = await openFiles()
  unlinkSync(path + end)
  await refuses(gone(path + end))
})

test.each(['', '-wal'])('nor into tagplane.db%s that another file took the place of', async (end) => {
  const { path, refuses, writes } = await openFiles()
  linkSync(path + end, `${path}.away`)
  copyFileSync(path + end, `${path}.copy`)
  renameSync(`${path}.copy`, path + end)
  await refuses(replaced(path + end))
  renameSync(`${path}.away`, path + end)
  await writes()
})

test.each([
  ['since it was written to', true],
  ['before that', false],
])('nor into one that was cut %s', async (_when, isWritten) => {
  const { path, refuses, writes } = await openFiles()
  checkpoint(path)
  if (isWritten) await writes()
  truncateSync(path, 8192)
  await refuses(`${path} was cut to 8192 bytes; stop the server and restore a backup`)
})

test('one that another program has vacuumed is shorter, and whole', async () => {
  const { path, writes } = await openFiles()
  checkpoint(path, 'create table theirs as select hex(zeroblob(100000)) as a', 'drop table theirs')
  await writes()
  checkpoint(path, 'vacuum')
  await writes()
})

/** With the hands of another program: all that is in the log goes into the file. */
function checkpoint(path: string, ...statements: readonly string[]): void {
  const other = new Sqlite(path)
  for (const statement of statements) other.exec(statement)
  other.pragma('wal_checkpoint(truncate)')
  other.close()
}

test('another file in the folder does not matter', async () => {
  const { folder, writes } = await openFiles()
  writeFileSync(join(folder, 'note.txt'), 'a note')
  await writes()
})
