import { constants, copyFileSync, existsSync, readFileSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { openPostgresArchive } from '../store/postgres/archive.ts'
import { shownUrl } from '../store/postgres/connection-url.ts'
import { openSqliteArchive } from '../store/sqlite/archive.ts'
import type { Rewound } from '../store/sqlite/rewind.ts'
import { StoreUnavailable } from '../store/store-error.ts'
import { databaseFile, keyFile, syncPath } from './backup-folder.ts'
import { checkKey } from './check-key.ts'
import { inDraft } from './draft-folder.ts'
import { UsageError } from './listen-address.ts'
import { type ChosenBackup, fillFolder } from './restore-folder.ts'
import { transfer } from './transfer.ts'

/**
 * Fills an empty database from a backup, wholly or not at all, and puts the backup's key into `data` where there is none.
 * @throws UsageError if another key is there, or it was interrupted @throws VaultError if the key is not the backup's
 * @throws StoreError if the database is not empty
 */
export async function restorePostgres(backup: ChosenBackup, data: string, url: string): Promise<readonly Rewound[]> {
  const key = join(data, keyFile)
  const hasKey = backup.names.includes(keyFile)
  if (hasKey && existsSync(key) && !readFileSync(key).equals(readFileSync(join(backup.from, keyFile)))) {
    throw new UsageError(`${key} is not the key of the backup; choose another --data`)
  }
  return inDraft(data, async (draft, asked) => {
    const rewound = await fillFolder(draft, backup, asked)
    // First, so that no database is filled whose key is nowhere.
    const isPut = hasKey && !existsSync(key)
    if (isPut) putKey(draft, data)
    try {
      if (existsSync(key)) checkKey(key, join(draft, databaseFile))
      await send(draft, url, asked)
    } catch (error) {
      if (isPut && !isPerhapsFilled(error)) unlinkSync(key)
      throw error
    }
    return rewound
  })
}

/** Why a restore did not come to its end though the database is filled. */
class FilledError extends UsageError {}

/** A connection that was lost may have taken the commit with it, and a retry takes the key that is there. */
function isPerhapsFilled(error: unknown): boolean {
  return error instanceof FilledError || error instanceof StoreUnavailable
}

async function send(folder: string, url: string, asked: AbortSignal): Promise<void> {
  const target = await openPostgresArchive(url)
  let isFilled = false
  const filling = {
    ...target,
    import: async (...rows: Parameters<typeof target.import>) => {
      await target.import(...rows)
      isFilled = true
    },
  }
  try {
    const source = openSqliteArchive(folder)
    await transfer(source, filling, asked).finally(() => source.close())
  } catch (error) {
    if (!isFilled) throw error
    const why = asked.aborted ? 'Interrupted' : (error as Error).message
    throw new FilledError(
      `${why}; ${shownUrl(url)} is filled all the same: check it with "tagplane verify", or empty it and restore again`,
      { cause: error },
    )
  } finally {
    await target.close()
  }
}

function putKey(from: string, data: string): void {
  copyFileSync(join(from, keyFile), join(data, keyFile), constants.COPYFILE_EXCL)
  syncPath(join(data, keyFile))
  syncPath(data)
}
