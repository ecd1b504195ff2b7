import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { type CopiedState, copyDatabase } from '../store/sqlite/backup.ts'
import { databaseFile, keyFile, makeEmptyFolder, sealBackup } from './backup-folder.ts'
import { backupPostgres } from './backup-postgres.ts'
import { UsageError } from './listen-address.ts'
import { isEmbedded, placeOf, type StorePlace, storeOption } from './open-store.ts'
import { dataOption } from './options.ts'
import { ProgressBar } from './progress-bar.ts'

interface BackupOptions extends StorePlace {
  readonly to: string
  readonly key: boolean
}

export function backupCommand(): Command {
  return new Command('backup')
    .description('Copy a store as it is at one moment, while its servers run')
    .addOption(dataOption())
    .addOption(storeOption())
    .requiredOption('--to <folder>', 'a new folder for the backup')
    .option('--no-key', 'leave secret.key out: keep it elsewhere, the stored access keys cannot be used without it')
    .allowExcessArguments(false)
    .action(backup)
}

async function backup({ data, store, to, key }: BackupOptions): Promise<void> {
  process.umask(0o077)
  const hasKey = existsSync(join(data, keyFile))
  if (key && !hasKey && !isEmbedded({ store })) {
    throw new UsageError(`There is no ${keyFile} in ${data}; give the --data of a node, or --no-key`)
  }
  makeEmptyFolder(to, '--to')
  try {
    const takenAt = new Date().toISOString()
    if (key && hasKey) copyFileSync(join(data, keyFile), join(to, keyFile))
    const { schema, revisions } = isEmbedded({ store }) ? await backupFolder(data, to) : await backupPostgres(store, to)
    await sealBackup(to, { takenAt, schema, revisions })
    const left = key && hasKey ? '' : `; ${keyFile} is not in it`
    console.log(`Backed up ${placeOf({ data, store })} to ${to}, as of ${takenAt}${left}`)
  } catch (error) {
    rmSync(to, { recursive: true, force: true })
    throw error
  }
}

async function backupFolder(data: string, to: string): Promise<CopiedState> {
  const bar = new ProgressBar()
  try {
    return await copyDatabase(data, join(to, databaseFile), (share) => bar.show(share, 'copying'))
  } finally {
    bar.clear()
  }
}
