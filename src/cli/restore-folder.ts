import { join } from 'node:path'
import { pointsAt, type RewindPoint, type Rewound, rewindDatabase } from '../store/sqlite/rewind.ts'
import { checkEmpty, copyForOwner, databaseFile, syncPath } from './backup-folder.ts'
import { inDraft, publish } from './draft-folder.ts'

/** A backup to restore. */
export interface ChosenBackup {
  readonly from: string
  /** Of its files. */
  readonly names: readonly string[]
  /** How far back: to a time, milliseconds since 1970, or to revisions; to none, the moment of the backup. */
  readonly to: number | readonly RewindPoint[]
}

/** Makes a data folder, or fills an empty one, wholly or not at all. @throws UsageError if it holds something */
export async function restoreFolder(backup: ChosenBackup, data: string): Promise<readonly Rewound[]> {
  checkEmpty(data, '--data')
  return inDraft(data, async (draft, asked) => {
    const rewound = await fillFolder(draft, backup, asked)
    // The database comes last: without it, nothing takes the folder for one with data.
    publish(draft, data, [...backup.names.filter((name) => name !== databaseFile), databaseFile])
    return rewound
  })
}

/**
 * Fills an empty folder with a backup, as far back as it is asked for.
 * @throws StoreError if it does not go so far @throws UsageError if it was interrupted
 */
export async function fillFolder(
  folder: string,
  { from, names, to }: ChosenBackup,
  asked: AbortSignal,
): Promise<readonly Rewound[]> {
  for (const name of names) {
    await copyForOwner(join(from, name), join(folder, name))
    asked.throwIfAborted()
  }
  const database = join(folder, databaseFile)
  const points = typeof to === 'number' ? pointsAt(database, to) : to
  const rewound = points.length > 0 ? rewindDatabase(database, points, Date.now()) : []
  for (const name of names) syncPath(join(folder, name))
  syncPath(folder)
  return rewound
}
