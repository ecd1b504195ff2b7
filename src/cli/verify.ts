import { Command } from 'commander'
import { verifyPostgres } from '../store/postgres/verify.ts'
import type { CheckProgress } from '../store/sql/breaches.ts'
import { verifyDatabase } from '../store/sqlite/verify.ts'
import { isEmbedded, placeOf, type StorePlace, storeOption } from './open-store.ts'
import { dataOption } from './options.ts'
import { ProgressBar } from './progress-bar.ts'

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
    isEmbedded(place) ? verifyDatabase(place.data, progress) : verifyPostgres(place.store, progress)
  const problems = await find().finally(() => bar.clear())
  const shown = placeOf(place)
  if (json) console.log(JSON.stringify({ [isEmbedded(place) ? 'data' : 'store']: shown, problems }))
  else if (problems.length === 0) console.log(`${shown} is sound`)
  else console.log([`${shown} is not sound:`, ...problems.map((problem) => `  ${problem}`)].join('\n'))
  if (problems.length > 0) process.exitCode = 1
}
