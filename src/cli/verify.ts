import { Command } from 'commander'
import { verifyDatabase } from '../store/sqlite/verify.ts'
import { dataOption } from './options.ts'
import { ProgressBar } from './progress-bar.ts'

export function verifyCommand(): Command {
  return new Command('verify')
    .description('Check a data folder: pages, indexes, schema, revisions, and tags against the change log')
    .addOption(dataOption())
    .option('--json', 'print the problems as JSON', false)
    .allowExcessArguments(false)
    .action(verify)
}

function verify({ data, json }: { readonly data: string; readonly json: boolean }): void {
  const bar = new ProgressBar()
  const problems = verifyDatabase(data, (name, done, total) => bar.show(done / total, name))
  bar.clear()
  if (json) console.log(JSON.stringify({ data, problems }))
  else if (problems.length === 0) console.log(`${data} is sound`)
  else console.log([`${data} is not sound:`, ...problems.map((problem) => `  ${problem}`)].join('\n'))
  if (problems.length > 0) process.exitCode = 1
}
