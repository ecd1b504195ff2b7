import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyForOwner, databaseFile } from './backup-folder.ts'

/** SQLite cannot read a file with a log where it cannot write the log's index. */
const notWritable = /^SQLITE_(CANTOPEN|READONLY)/

/** Does work on a data folder, or on a copy of its database in the temporary directory where it cannot be written to. */
export async function onReadable<Result>(data: string, work: (data: string) => Promise<Result>): Promise<Result> {
  try {
    return await work(data)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && notWritable.test(String(error.code)))) throw error
    return onCopy(data, work)
  }
}

async function onCopy<Result>(data: string, work: (copy: string) => Promise<Result>): Promise<Result> {
  const copy = mkdtempSync(join(tmpdir(), 'tagplane-'))
  const remove = () => rmSync(copy, { recursive: true, force: true })
  process.once('exit', remove)
  try {
    for (const name of [databaseFile, `${databaseFile}-wal`]) {
      if (existsSync(join(data, name))) await copyForOwner(join(data, name), join(copy, name))
    }
    return await work(copy)
  } finally {
    process.off('exit', remove)
    remove()
  }
}
