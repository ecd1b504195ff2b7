import type { Command } from 'commander'
import type { Json } from '../../store/instance.ts'
import { UsageError } from '../listen-address.ts'
import { accepted } from './accepted.ts'
import { applyChange } from './apply-change.ts'
import { collect } from './collect.ts'
import type { Identities } from './identities.ts'
import { oneAccount } from './one-account.ts'
import { readPair } from './read-pair.ts'
import type { Report } from './report.ts'
import { type AccessOptions, onIdentities, subcommand } from './subcommand.ts'

interface CreateProjectOptions extends AccessOptions {
  readonly id?: string
  readonly set: readonly string[]
}

export function createProjectCommand(): Command {
  return subcommand('project', 'Create a project in an account whose cloud has projects', [
    'create project cn-north-4 --account acme --cloud huawei',
    'create project cn-north-4_team --account acme --cloud huawei --set maxTagsPerInstance=20',
  ])
    .argument('<name>', 'its region, or its region, "_" and more')
    .option('--id <id>', 'its id; one is made up otherwise')
    .option('--set <name=value>', 'a setting, as a seed file has it; may be repeated', collect, [])
    .action((name: string, options: CreateProjectOptions) =>
      onIdentities(options, (identities) => createProject(identities, name, options)),
    )
}

async function createProject(identities: Identities, name: string, { id, set }: CreateProjectOptions): Promise<Report> {
  const { module, account } = oneAccount(identities)
  const { newProject } = module.identities
  if (!newProject) throw new UsageError(`Accounts of ${module.name} have no projects`)
  const projects = await identities.store.listTenants(account.realm, account.id)
  if (projects.some((project) => project.name === name)) {
    throw new UsageError(`There is a project ${name} in ${account.name} already`)
  }
  const tenant = accepted(newProject({ account, name, settings: settingsFrom(set), ...(id !== undefined && { id }) }))
  const otherwise = { 'exists-already': `There is a project with the id ${tenant.id} already` }
  await applyChange(identities, { kind: 'add-tenant', tenant }, otherwise)
  return {
    lines: [`Created project ${name} (${tenant.id}) of ${account.name}`],
    json: { cloud: module.name, account: account.id, id: tenant.id, name },
  }
}

function settingsFrom(texts: readonly string[]): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    texts.map((text) => readPair('--set', text)).map(([name, value]) => [name, plainValue(value)]),
  )
}

/** A number, `true` or `false` as such; a text otherwise. */
function plainValue(text: string): Json {
  return /^(true|false|\d+)$/.test(text) ? JSON.parse(text) : text
}
