import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { copyDatabase } from '../store/sqlite/backup.ts'
import { makeEmptyFolder, sealBackup } from './backup-folder.ts'
import { dataOption } from './options.ts'
import { ProgressBar } from './progress-bar.ts'

interface BackupOptions {
  readonly data: string
  readonly to: string
  readonly key: boolean
}

export function backupCommand(): Command {
  return new Command('backup')
    .description('Copy a data folder as it is at one moment, while its server runs')
    .addOption(dataOption())
    .requiredOption('--to <folder>', 'a new folder for the backup')
    .option('--no-key', 'leave secret.key out: keep it elsewhere, the stored access keys cannot be used without it')
    .allowExcessArguments(false)
    .action(backup)
}

async function backup({ data, to, key }: BackupOptions): Promise<void> {
  process.umask(0o077)
  makeEmptyFolder(to, '--to')
  const bar = new ProgressBar()
  try {
    const takenAt = new Date().toISOString()
    const { schema, revisions } = await copyDatabase(data, join(to, 'tagplane.db'), (share) =>
      bar.show(share, 'copying'),
    )
    if (key && existsSync(join(data, 'secret.key'))) copyFileSync(join(data, 'secret.key'), join(to, 'secret.key'))
    await sealBackup(to, { takenAt, schema, revisions })
    bar.clear()
    console.log(`Backed up ${data} to ${to}, as of ${takenAt}${key ? '' : '; secret.key is not in it'}`)
  } catch (error) {
    bar.clear()
    rmSync(to, { recursive: true, force: true })
    throw error
  }
}
