import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { StoreError } from '../store-error.ts'
import { assertNotLeftBehind } from './left-behind.ts'
import { applicationId } from './schema.ts'

/** Pages copied before the progress is told again: 4 MiB. */
const pagesPerStep = 1024

/** What a copy holds: the revision of each tenant that has changed. */
export interface CopiedState {
  /** SQLite `user_version`. */
  readonly schema: number
  readonly revisions: Readonly<Record<string, number>>
}

/**
 * Copies the database of a data folder to `target` as it is at one moment, while a server writes to it.
 * @param progress told the share that is done, 0 to 1
 * @throws StoreError if there is none, it is not ours, or it is empty beside its log
 */
export async function copyDatabase(
  folder: string,
  target: string,
  progress: (share: number) => void = () => {},
): Promise<CopiedState> {
  const path = join(folder, 'tagplane.db')
  if (!existsSync(path)) throw new StoreError(`There is no data in ${folder}; give the folder with --data`)
  assertNotLeftBehind({ path, folder, keyComesFirst: true })
  const database = new Sqlite(path, { fileMustExist: true })
  try {
    if (database.pragma('application_id', { simple: true }) !== applicationId) {
      throw new StoreError(`${path} is not a Tagplane data file`)
    }
    // The snapshot of this transaction is what is copied: commits of others would make the copy begin anew.
    database.exec('begin')
    const state = stateOf(database)
    await database.backup(target, {
      progress({ totalPages, remainingPages }) {
        progress(totalPages === 0 ? 0 : 1 - remainingPages / totalPages)
        return pagesPerStep
      },
    })
    return state
  } finally {
    database.close()
  }
}

/** What a database file holds that nobody is using. */
export function readState(path: string): CopiedState {
  const database = new Sqlite(path, { fileMustExist: true })
  try {
    return stateOf(database)
  } finally {
    database.close()
  }
}

function stateOf(database: Sqlite.Database): CopiedState {
  const rows = database
    .prepare<[], [string, number]>('select id, revision from tenant where revision > 0 order by id')
    .raw()
    .all()
  return { schema: database.pragma('user_version', { simple: true }) as number, revisions: Object.fromEntries(rows) }
}
