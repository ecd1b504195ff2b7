import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openPostgresSource } from '../store/postgres/archive.ts'
import { openSqliteArchive } from '../store/sqlite/archive.ts'
import { type CopiedState, readState } from '../store/sqlite/backup.ts'
import { databaseFile } from './backup-folder.ts'
import { transfer } from './transfer.ts'

/**
 * Writes what a PostgreSQL holds at one moment into the folder of a backup, in the form of the embedded store.
 * @throws UsageError if it was interrupted
 */
export async function backupPostgres(url: string, to: string, asked: AbortSignal): Promise<CopiedState> {
  const draft = join(to, 'draft')
  const source = await openPostgresSource(url)
  try {
    const target = openSqliteArchive(draft)
    await transfer(source, target, asked).finally(() => target.close())
  } finally {
    await source.close()
  }
  const state = readState(join(draft, databaseFile))
  renameSync(join(draft, databaseFile), join(to, databaseFile))
  rmSync(draft, { recursive: true })
  return state
}
