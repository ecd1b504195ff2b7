import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { verifyPostgres } from '../store/postgres/verify.ts'
import type { CheckProgress } from '../store/sql/breaches.ts'
import { verifyDatabase } from '../store/sqlite/verify.ts'
import { backupProblems, databaseFile, keyFile } from './backup-folder.ts'
import { isKeyOf } from './check-key.ts'
import { isEmbedded, placeOf, type StorePlace, storeOption } from './open-store.ts'
import { dataOption } from './options.ts'
import { ProgressBar } from './progress-bar.ts'
import { onReadable } from './readable-copy.ts'

interface VerifyOptions extends StorePlace {
  readonly json: boolean
}

export function verifyCommand(): Command {
  return new Command('verify')
    .description('Check a store: indexes, schema, revisions, and tags against the change log; servers may be using it')
    .addOption(dataOption())
    .addOption(storeOption())
    .option('--json', 'print the problems as JSON', false)
    .allowExcessArguments(false)
    .action(verify)
}

async function verify({ json, ...place }: VerifyOptions): Promise<void> {
  const bar = new ProgressBar()
  const progress: CheckProgress = (name, done, total) => bar.show(done / total, name)
  const find = async () =>
    isEmbedded(place) ? verifyFolder(place.data, progress) : verifyPostgres(place.store, progress)
  const problems = await find().finally(() => bar.clear())
  const shown = placeOf(place)
  if (json) console.log(JSON.stringify({ [isEmbedded(place) ? 'data' : 'store']: shown, problems }))
  else if (problems.length === 0) console.log(`${shown} is sound`)
  else console.log([`${shown} is not sound:`, ...problems.map((problem) => `  ${problem}`)].join('\n'))
  if (problems.length > 0) process.exitCode = 1
}

/** Of a backup, also what it says of its files; of whatever has a key, whether it fits. */
async function verifyFolder(data: string, progress: CheckProgress): Promise<readonly string[]> {
  const altered = await backupProblems(data)
  const problems = await onReadable(data, async (readable) => {
    const found = verifyDatabase(readable, progress)
    return found.length > 0 ? found : keyProblems(join(data, keyFile), join(readable, databaseFile))
  })
  return [...altered, ...problems]
}

function keyProblems(key: string, database: string): readonly string[] {
  return !existsSync(key) || isKeyOf(key, database) ? [] : [`${key} is not the key of this store`]
}
