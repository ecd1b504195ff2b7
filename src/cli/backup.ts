import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { type CopiedState, copyDatabase } from '../store/sqlite/backup.ts'
import { checkEmpty, copyForOwner, databaseFile, keyFile, sealBackup } from './backup-folder.ts'
import { backupPostgres } from './backup-postgres.ts'
import { checkKey } from './check-key.ts'
import { inDraft, publish } from './draft-folder.ts'
import { UsageError } from './listen-address.ts'
import { isEmbedded, placeOf, type StorePlace, storeOption } from './open-store.ts'
import { dataOption } from './options.ts'
import { ProgressBar } from './progress-bar.ts'
import { onReadable } from './readable-copy.ts'

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
  const hasKey = existsSync(join(data, keyFile))
  if (key && !hasKey && !isEmbedded({ store })) {
    throw new UsageError(`There is no ${keyFile} in ${data}; give the --data of a node, or --no-key`)
  }
  checkEmpty(to, '--to')
  await inDraft(to, async (draft, asked) => {
    const takenAt = new Date().toISOString()
    const { schema, revisions } = isEmbedded({ store })
      ? await onReadable(data, (readable) => backupFolder(readable, draft, asked))
      : await backupPostgres(store, draft, asked)
    if (key && hasKey) {
      checkKey(join(data, keyFile), join(draft, databaseFile))
      await copyForOwner(join(data, keyFile), join(draft, keyFile))
    }
    publish(draft, to, await sealBackup(draft, { takenAt, schema, revisions }))
    const left = key && hasKey ? '' : `; ${keyFile} is not in it`
    console.log(`Backed up ${placeOf({ data, store })} to ${to}, as of ${takenAt}${left}`)
  })
}

async function backupFolder(data: string, to: string, asked: AbortSignal): Promise<CopiedState> {
  const bar = new ProgressBar()
  try {
    return await copyDatabase(data, join(to, databaseFile), (share) => {
      asked.throwIfAborted()
      bar.show(share, 'copying')
    })
  } finally {
    bar.clear()
  }
}
