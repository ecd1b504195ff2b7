import type { Command } from 'commander'
import { type HeldKey, keyJson, keyState, listKeys } from './access-keys.ts'
import { ageText } from './age-text.ts'
import { fullName, type Holder, holderJson, listHolders, shortName } from './holder.ts'
import type { Identities, OwnedAccount } from './identities.ts'
import type { Report } from './report.ts'
import { type AccessOptions, onIdentities, subcommand } from './subcommand.ts'
import { textTable } from './text-table.ts'

export function listCommand(): Command {
  return subcommand('list', 'List accounts, who is in them, and their access keys', [
    'list',
    'list --cloud alibaba --json',
  ]).action((options: AccessOptions) => onIdentities(options, list))
}

async function list(identities: Identities): Promise<Report> {
  const holders = await listHolders(identities)
  const keys = await listKeys(identities)
  const permanent = keys.filter(({ key }) => !key.temporary)
  const keysByHolder = Map.groupBy(permanent, ({ holder }) => fullName(holder))
  const keysOf = (holder: Holder) => keysByHolder.get(fullName(holder)) ?? []
  const temporary = keys.length - permanent.length
  return {
    lines: [
      ...(await accountLines(identities)),
      '',
      ...holderLines(holders, keysOf),
      '',
      ...keyLines(permanent),
      ...(temporary > 0 ? [`and ${temporary} temporary; "tagplane access show" lists those of a holder`] : []),
    ],
    json: {
      accounts: await Promise.all(identities.accounts.map((owned) => accountJson(identities, owned))),
      principals: holders.map((holder) => listedJson(holder, keysOf(holder))),
      keys: keys.map(({ key, holder }) => ({ ...keyJson(key), holder: fullName(holder) })),
    },
  }
}

async function accountLines({ store, accounts }: Identities): Promise<readonly string[]> {
  const rows = accounts.map(async ({ module, account: { realm, id, name } }) => {
    const projects = await store.listTenants(realm, id)
    return [name, module.name, id, module.identities.newProject ? projects.map((each) => each.name).join(', ') : '']
  })
  return textTable(['ACCOUNT', 'CLOUD', 'ID', 'PROJECTS'], await Promise.all(rows))
}

function holderLines(holders: readonly Holder[], keysOf: (holder: Holder) => readonly HeldKey[]): readonly string[] {
  const rows = holders.map((holder) => [
    shortName(holder),
    holder.module.name,
    holder.account.name,
    stateOf(holder),
    policiesOf(holder),
    groupsOf(holder),
    'principal' in holder ? String(keysOf(holder).length) : '',
  ])
  return textTable(['PRINCIPAL', 'CLOUD', 'ACCOUNT', 'STATE', 'POLICIES', 'GROUPS', 'KEYS'], rows)
}

function keyLines(keys: readonly HeldKey[]): readonly string[] {
  const now = Date.now()
  const rows = keys.map(({ key, holder }) => [
    key.id,
    shortName(holder),
    holder.module.name,
    holder.account.name,
    keyState(key, now),
    ageText(key.createdAt, now),
  ])
  return textTable(['ACCESS KEY', 'PRINCIPAL', 'CLOUD', 'ACCOUNT', 'STATE', 'AGE'], rows)
}

/** A group is neither. */
export function stateOf(holder: Holder): string {
  if (!('principal' in holder)) return ''
  return holder.principal.enabled ? 'enabled' : 'disabled'
}

function policiesOf(holder: Holder): string {
  if ('principal' in holder && holder.principal.administrator) return '(everything)'
  return holder.policies.map(({ name }) => name).join(', ')
}

function groupsOf(holder: Holder): string {
  return 'principal' in holder ? holder.principal.groups.map(({ name }) => name).join(', ') : ''
}

async function accountJson({ store }: Identities, { module, account: { realm, id, name } }: OwnedAccount) {
  const projects = (await store.listTenants(realm, id)).map((project) => ({ id: project.id, name: project.name }))
  return { cloud: module.name, id, name, ...(module.identities.newProject && { projects }) }
}

function listedJson(holder: Holder, keys: readonly HeldKey[]) {
  return {
    ...holderJson(holder),
    policies: holder.policies.map(({ name }) => name),
    ...('principal' in holder && {
      groups: holder.principal.groups.map(({ name }) => name),
      keys: keys.map(({ key }) => key.id),
    }),
  }
}
