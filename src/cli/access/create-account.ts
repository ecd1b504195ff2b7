import type { Command } from 'commander'
import { dialectModules } from '../../dialects/registry.ts'
import { UsageError } from '../listen-address.ts'
import { accepted } from './accepted.ts'
import { applyChange } from './apply-change.ts'
import { collect } from './collect.ts'
import type { Identities } from './identities.ts'
import type { Report } from './report.ts'
import { type AccessOptions, onIdentities, subcommand } from './subcommand.ts'

interface CreateAccountOptions extends AccessOptions {
  readonly id?: string
  readonly project: readonly string[]
}

export function createAccountCommand(): Command {
  return subcommand('account', 'Create an account; the data folder is made if it is missing', [
    'create account acme --cloud alibaba',
    'create account acme --cloud huawei --project cn-north-4 --project ap-southeast-3',
  ])
    .argument('<name>')
    .option('--id <id>', 'its id; one is made up otherwise')
    .option('--project <name>', 'a project of it, named after its region; may be repeated', collect, [])
    .action((name: string, options: CreateAccountOptions) =>
      onIdentities(options, (identities) => createAccount(identities, name, options), { create: true }),
    )
}

async function createAccount(
  identities: Identities,
  name: string,
  { cloud, id, project: projects }: CreateAccountOptions,
): Promise<Report> {
  const module = dialectModules.find((each) => each.name === cloud)
  if (!module)
    throw new UsageError(`Say of which cloud: ${dialectModules.map((each) => `--cloud ${each.name}`).join(' or ')}`)
  const taken = identities.accounts.find(({ account }) => account.name === name)
  if (taken) throw new UsageError(`There is an account ${name} already: ${taken.account.id}`)
  const contents = accepted(module.identities.newAccount({ name, projects, ...(id !== undefined && { id }) }))
  const { account, tenants, principals } = contents
  const otherwise = { 'exists-already': `There is an account with the id ${account.id} already` }
  await applyChange(identities, { kind: 'add-account', ...contents }, otherwise)
  const own = principals.map((each) => module.identities.fullName({ account: account.id, kind: each.kind, name }))
  const next =
    own[0] === undefined
      ? `create user admin --administrator --cloud ${module.name} --account ${account.id}`
      : `create key --for ${own[0]}`
  return {
    lines: [`Created account ${name} (${account.id}) of ${module.name}`],
    hints: [`Next: tagplane access ${next}`],
    json: {
      cloud: module.name,
      id: account.id,
      name,
      projects: tenants.map((each) => ({ id: each.id, name: each.name })),
    },
  }
}
