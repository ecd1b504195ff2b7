import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { ArchiveSource } from '../store-archive.ts'
import { StoreError } from '../store-error.ts'
import { openSqliteArchive } from './archive.ts'
import { migrations } from './schema.ts'

/**
 * Opens a data folder that no server uses, to copy what it holds; its schema stays as it is.
 * @throws StoreError as `openSqliteArchive`, if there is no data in it, and if its schema is that of an older program
 */
export function openSqliteSource(folder: string): ArchiveSource {
  const path = join(folder, 'tagplane.db')
  const version = existsSync(path) ? versionOf(path) : 0
  if (version === 0) throw new StoreError(`There is no data in ${folder}; give another --from`)
  if (version < migrations.length) {
    throw new StoreError(
      `${path} was written by an older Tagplane (schema ${version}, this program knows ${migrations.length}); copy it with that one, or start a server of this one on it before`,
    )
  }
  return openSqliteArchive(folder)
}

function versionOf(path: string): number {
  const database = new Sqlite(path, { fileMustExist: true })
  try {
    return database.pragma('user_version', { simple: true }) as number
  } finally {
    database.close()
  }
}
