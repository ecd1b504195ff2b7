import { constants, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openPostgresArchive } from '../store/postgres/archive.ts'
import { openSqliteArchive } from '../store/sqlite/archive.ts'
import type { Rewound } from '../store/sqlite/rewind.ts'
import { keyFile, syncPath } from './backup-folder.ts'
import { UsageError } from './listen-address.ts'
import { type ChosenBackup, fillFolder, makeDraft } from './restore-folder.ts'
import { transfer } from './transfer.ts'

/**
 * Fills an empty database from a backup, wholly or not at all, and puts the backup's key into `data` where there is none.
 * @throws UsageError if another key is there @throws StoreError if the database is not empty
 */
export async function restorePostgres(backup: ChosenBackup, data: string, url: string): Promise<readonly Rewound[]> {
  const key = join(data, keyFile)
  const hasKey = backup.names.includes(keyFile)
  if (hasKey && existsSync(key) && !readFileSync(key).equals(readFileSync(join(backup.from, keyFile)))) {
    throw new UsageError(`${key} is not the key of the backup; choose another --data`)
  }
  const draft = makeDraft(data)
  try {
    const rewound = fillFolder(draft, backup)
    await send(draft, url)
    mkdirSync(data, { recursive: true, mode: 0o700 })
    if (hasKey && !existsSync(key)) putKey(draft, data)
    return rewound
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

async function send(folder: string, url: string): Promise<void> {
  const target = await openPostgresArchive(url)
  try {
    const source = openSqliteArchive(folder)
    await transfer(source, target).finally(() => source.close())
  } finally {
    await target.close()
  }
}

function putKey(from: string, data: string): void {
  copyFileSync(join(from, keyFile), join(data, keyFile), constants.COPYFILE_EXCL)
  syncPath(join(data, keyFile))
  syncPath(data)
}
