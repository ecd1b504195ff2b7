import type { Command } from 'commander'
import type { AccessKey, AttachedPolicy } from '../../store/identity.ts'
import { keyJson, keyNamed, keyState, keysOf } from './access-keys.ts'
import { ageText } from './age-text.ts'
import { findHolder } from './find-holder.ts'
import { fullName, type Holder, holderJson, inWords, listHolders, shortName } from './holder.ts'
import type { Identities } from './identities.ts'
import { stateOf } from './list.ts'
import { plainText } from './plain-text.ts'
import type { Report } from './report.ts'
import { type AccessOptions, onIdentities, subcommand } from './subcommand.ts'
import { textFields, textTable } from './text-table.ts'

export function showCommand(): Command {
  return subcommand('show', 'Show all about one: policies, groups, members, keys, trust', [
    'show user/ops',
    'show acs:ram::1234567890123456:role/reader --json',
    'show LTAI5tExampleOpsKey',
  ])
    .argument('<principal>', 'user/NAME, a name, an id, an ARN or URN, or the id of an access key')
    .action((text: string, options: AccessOptions) => onIdentities(options, (identities) => show(identities, text)))
}

async function show(identities: Identities, text: string): Promise<Report> {
  const holder = (await keyNamed(identities, text))?.holder ?? (await findHolder(identities, text))
  const keys = await keysOf(identities, holder)
  const members = (await membersOf(identities, holder)).map(shortName)
  const password = await hasPassword(identities, holder)
  return {
    lines: [
      ...fieldLines(holder, members, password),
      ...keyLines(keys),
      ...allPolicies(holder).flatMap((policy) => ['', ...policyLines(policy)]),
    ],
    json: { ...holderJson(holder), ...relationsJson(holder, members, password), keys: keys.map(keyJson) },
  }
}

function fieldLines(holder: Holder, members: readonly string[], password: boolean): readonly string[] {
  const { module, account } = holder
  const principal = 'principal' in holder ? holder.principal : undefined
  return textFields([
    ['Name', inWords(holder)],
    ['In full', fullName(holder)],
    ['Id', principal?.id],
    ['Cloud', module.name],
    ['Account', `${account.name} (${account.id})`],
    ['State', stateOf(holder)],
    ['May', principal?.administrator ? 'do everything, whatever policies say' : undefined],
    ['Password', password ? 'set' : undefined],
    ['Groups', principal?.groups.map(({ name }) => name).join(', ')],
    ['Members', members.join(', ')],
    ['Sessions', principal?.assumption && `at most ${principal.assumption.sessionSecondsMax} s`],
  ])
}

function keyLines(keys: readonly AccessKey[]): readonly string[] {
  if (keys.length === 0) return []
  const now = Date.now()
  const rows = keys.map((key) => [key.id, keyState(key, now), ageText(key.createdAt, now)])
  return ['', ...textTable(['ACCESS KEY', 'STATE', 'AGE'], rows)]
}

interface ShownPolicy {
  readonly title: string
  readonly document: unknown
}

/** His own, those that his groups give him, and who may assume him. */
function allPolicies(holder: Holder): readonly ShownPolicy[] {
  const principal = 'principal' in holder ? holder.principal : undefined
  const { assumption, groups = [] } = principal ?? {}
  return [
    ...holder.policies.map((policy) => shownPolicy(holder, policy, '')),
    ...groups.flatMap(({ name, policies }) => policies.map((each) => shownPolicy(holder, each, `, by group ${name}`))),
    ...(assumption ? [{ title: 'Trust', document: assumption.trust }] : []),
  ]
}

function shownPolicy({ module }: Holder, { name, document }: AttachedPolicy, by: string): ShownPolicy {
  if (document !== undefined) return { title: `Policy ${name}${by}`, document }
  return { title: `System policy ${name}${by}`, document: module.identities.attachable.systemPolicies[name] }
}

function policyLines({ title, document }: ShownPolicy): readonly string[] {
  return [plainText(title), ...JSON.stringify(document, undefined, 2).split('\n').map(plainText)]
}

function relationsJson(holder: Holder, members: readonly string[], password: boolean) {
  const policies = holder.policies.map(({ name, document }) => ({ name, document: document ?? null }))
  if (!('principal' in holder)) return { policies, members }
  const { groups, assumption } = holder.principal
  return {
    policies,
    groups: groups.map(({ name }) => name),
    ...(password && { password: 'set' }),
    ...(assumption && { trust: assumption.trust, sessionSecondsMax: assumption.sessionSecondsMax }),
  }
}

/** Users of a group. */
export async function membersOf({ store }: Identities, holder: Holder): Promise<readonly Holder[]> {
  if ('principal' in holder) return []
  const others = await listHolders({ store, accounts: [holder] })
  return others.filter((each) => 'principal' in each && each.principal.groups.some(({ name }) => name === holder.name))
}

async function hasPassword({ store }: Identities, holder: Holder): Promise<boolean> {
  if (!('principal' in holder)) return false
  const { realm, account, id } = holder.principal
  return (await store.findPasswordHolder(realm, account, { id })) !== undefined
}
