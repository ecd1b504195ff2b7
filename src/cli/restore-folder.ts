import { copyFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pointsAt, type RewindPoint, type Rewound, rewindDatabase } from '../store/sqlite/rewind.ts'
import { databaseFile, makeEmptyFolder, syncPath } from './backup-folder.ts'

/** A backup to restore. */
export interface ChosenBackup {
  readonly from: string
  /** Of its files. */
  readonly names: readonly string[]
  /** How far back: to a time, milliseconds since 1970, or to revisions; to none, the moment of the backup. */
  readonly to: number | readonly RewindPoint[]
}

/** Makes a data folder, wholly or not at all. @throws UsageError if it is there and holds something */
export function restoreFolder(backup: ChosenBackup, data: string): readonly Rewound[] {
  makeEmptyFolder(data, '--data')
  const draft = makeDraft(data)
  try {
    const rewound = fillFolder(draft, backup)
    renameSync(draft, data)
    syncPath(dirname(resolve(data)))
    return rewound
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    throw error
  }
}

/** A new folder beside a data folder, and on its disk. */
export function makeDraft(data: string): string {
  const draft = `${resolve(data)}.draft`
  rmSync(draft, { recursive: true, force: true })
  makeEmptyFolder(draft, '--data')
  return draft
}

/** Fills an empty folder with a backup, as far back as it is asked for. @throws StoreError if it does not go so far */
export function fillFolder(folder: string, { from, names, to }: ChosenBackup): readonly Rewound[] {
  for (const name of names) copyFileSync(join(from, name), join(folder, name))
  const database = join(folder, databaseFile)
  const points = typeof to === 'number' ? pointsAt(database, to) : to
  const rewound = points.length > 0 ? rewindDatabase(database, points, Date.now()) : []
  for (const name of names) syncPath(join(folder, name))
  syncPath(folder)
  return rewound
}
