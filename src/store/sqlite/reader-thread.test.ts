import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabaseFile } from './database-file.ts'
import { ReaderThread } from './reader-thread.ts'

/** A thread on a new database file. */
function openThread() {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-reader-'))
  const { close } = openDatabaseFile(folder)
  const thread = new ReaderThread(join(folder, 'tagplane.db'))
  return {
    thread,
    list: () => thread.jobs.listChanges(1000, { tenants: ['t1'] }, undefined, 1),
    async [Symbol.asyncDispose]() {
      await thread.close()
      close()
      rmSync(folder, { recursive: true })
    },
  }
}

test('jobs asked for at the same time are each answered', async () => {
  await using bed = openThread()
  const asOf = bed.thread.jobs.tagsAsOf(1000, 't1', ['a'], 1)
  expect(await Promise.all([bed.list(), asOf, bed.list()])).toEqual([{ changes: [] }, new Map(), { changes: [] }])
})

test('a job that fails fails alone', async () => {
  await using bed = openThread()
  const failing = bed.thread.jobs.tagsAsOf(1000, 't1', ['a'], {} as number)
  const [failed, listed] = await Promise.allSettled([failing, bed.list()])
  expect(failed).toMatchObject({ status: 'rejected', reason: expect.any(Error) })
  expect(listed).toMatchObject({ status: 'fulfilled' })
})

test('a file that cannot be opened fails the job, and the next one tries again', async () => {
  const thread = new ReaderThread(join(tmpdir(), 'tagplane-absent', 'tagplane.db'))
  for (let turn = 0; turn < 2; turn++)
    await expect(thread.jobs.tagsAsOf(1000, 't1', [], 1)).rejects.toThrow('directory')
  await thread.close()
})

test('what is not answered when the thread is closed fails', async () => {
  await using bed = openThread()
  const pending = bed.list()
  const failed = expect(pending).rejects.toThrow('The store is closed')
  await bed.thread.close()
  await failed
})
