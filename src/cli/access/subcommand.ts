import { Command, Option } from 'commander'
import { dialectModules } from '../../dialects/registry.ts'
import { storeOptions } from '../open-store.ts'
import { type Identities, openIdentities, type Scope } from './identities.ts'
import { printReport, type Report } from './report.ts'

/** What every command of `tagplane access` takes. */
export interface AccessOptions extends Scope {
  readonly json: boolean
}

/** A command of `tagplane access`. @param examples what follows `tagplane access`, a line each */
export function subcommand(name: string, description: string, examples: readonly string[]): Command {
  const shown = examples.map((example) => `  $ tagplane access ${example}`)
  const command = new Command(name).description(description)
  for (const one of storeOptions()) command.addOption(one)
  return command
    .addOption(new Option('--cloud <cloud>', 'of this cloud').choices(dialectModules.map((module) => module.name)))
    .option('--account <account>', 'of this account, by name or id')
    .option('--json', 'tell it as JSON', false)
    .allowExcessArguments(false)
    .addHelpText('after', ['', 'Examples:', ...shown].join('\n'))
}

/** Does the work of a command on the identities that it is about, and prints what came of it. */
export async function onIdentities(
  options: AccessOptions,
  work: (identities: Identities) => Promise<Report>,
  { create = false } = {},
): Promise<void> {
  const identities = await openIdentities(options, create)
  try {
    printReport(await work(identities), options.json)
  } finally {
    await identities.close()
  }
}
