import { join } from 'node:path'
import { StoreError } from '../store-error.ts'
import { sizeOf } from './files-in-place.ts'

/** What stands beside a database and would be lost or useless without it. */
export interface LeftBehind {
  /** The database. */
  readonly path: string
  readonly folder: string
  /** Whether the key file is none of it: it may be put there before a database is copied. */
  readonly keyComesFirst?: boolean
}

/**
 * A database that was moved away leaves its log, which holds what was acknowledged and which SQLite deletes beside an
 * empty or a new file, and the key file, which is made after the database.
 * @throws StoreError if either is there and the database is not
 */
export function assertNotLeftBehind({ path, folder, keyComesFirst = false }: LeftBehind): void {
  if (sizeOf(path) > 0) return
  const key = join(folder, 'secret.key')
  const left = [`${path}-wal`, ...(keyComesFirst ? [] : [key])].find((file) => sizeOf(file) > 0)
  if (left === undefined) return
  throw new StoreError(
    `${path} is missing or empty, but ${left} is there, which belongs to it; put the database back, or restore a backup into another --data; for a new store choose an empty --data, for one on PostgreSQL give --store`,
  )
}
