import assert from 'node:assert/strict'
import type { AccessKey, Group, Principal } from '../../store/identity.ts'
import type { TaggedInstance } from '../../store/instance.ts'
import type { StoreContents } from '../../store/store.ts'
import type { SecretKeeping } from '../dialect.ts'
import { attachedPolicies } from '../seed-policies.ts'
import { derivedNumber } from './derived-id.ts'
import { findInstanceClass } from './instance-classes.ts'
import { orderedInstance } from './kvstore-instance.ts'
import { realm } from './realm.ts'
import { findRegion } from './regions.ts'
import type { Section, SeedAccount, SeedGroup, SeedInstance, SeedRole, SeedUser } from './seed-schema.ts'

/** What a section without problems comes to. An account is a tenant of its own, over all regions. */
export async function seedContents(
  { accounts }: Section,
  { sealSecret }: Pick<SecretKeeping, 'sealSecret'>,
  at: number,
): Promise<StoreContents> {
  return {
    accounts: accounts.map(({ id, name = id }) => ({ realm, id, name })),
    tenants: accounts.map(({ id, name = id }) => ({ realm, id, account: id, name, region: '', settings: {} })),
    groups: accounts.flatMap(groupsOf),
    principals: accounts.flatMap(principalsOf),
    passwords: [],
    accessKeys: accounts.flatMap((account) => accessKeysOf(account, sealSecret, at)),
    instances: accounts.flatMap(({ id, instances }) => instances.map((instance) => instanceOf(instance, id, at))),
  }
}

/** The account itself, its users and its roles. */
export function principalsOf(account: SeedAccount): readonly Principal[] {
  const { id, name = id, users, roles } = account
  const root: Principal = {
    realm,
    account: id,
    id,
    kind: 'root',
    name,
    administrator: true,
    enabled: true,
    policies: [],
    groups: [],
  }
  return [root, ...users.map((user) => userOf(account, user)), ...roles.map((role) => roleOf(account, role))]
}

function userOf(account: SeedAccount, user: SeedUser): Principal {
  const memberships = account.groups.filter(({ users }) => users.includes(user.name))
  return { ...principalOf(account, 'user', user), groups: memberships.map((group) => groupOf(account, group)) }
}

/** A role that says nothing of trust can be assumed by nobody. */
function roleOf(account: SeedAccount, role: SeedRole): Principal {
  const { trust, maxSessionDuration: sessionSecondsMax } = role
  const principal = principalOf(account, 'role', role)
  return trust === undefined ? principal : { ...principal, assumption: { trust, sessionSecondsMax } }
}

function principalOf({ id: account }: SeedAccount, kind: 'user' | 'role', seed: SeedUser | SeedRole): Principal {
  const { name, id = derivedPrincipalId(account, kind, name), policies } = seed
  const attached = attachedPolicies(policies)
  return { realm, account, id, kind, name, administrator: false, enabled: true, policies: attached, groups: [] }
}

function groupsOf(account: SeedAccount): readonly Group[] {
  return account.groups.map((group) => groupOf(account, group))
}

function groupOf({ id: account }: SeedAccount, { name, policies }: SeedGroup): Group {
  return { realm, account, name, policies: attachedPolicies(policies) }
}

/** 18 digits, as RAM numbers its users and roles. */
function derivedPrincipalId(...parts: readonly string[]): string {
  return `200${String(derivedNumber(10 ** 14, ...parts)).padStart(15, '0')}`
}

/** Of the account itself and of its users: roles have none, they are assumed. */
function accessKeysOf(account: SeedAccount, sealSecret: SecretKeeping['sealSecret'], createdAt: number): AccessKey[] {
  const holders = [account, ...account.users]
  return principalsOf(account).flatMap((principal, index) =>
    (holders[index]?.accessKeys ?? []).map(({ id, secret, status }) => ({
      id,
      principal,
      sealedSecret: sealSecret(secret),
      active: status === 'Active',
      createdAt,
    })),
  )
}

function instanceOf(seed: SeedInstance, account: string, at: number): TaggedInstance {
  const region = findRegion(seed.region)
  const instanceClass = findInstanceClass(seed.instanceClass)
  assert(region && instanceClass)
  const createdAt = seed.createdAt === undefined ? at : Date.parse(seed.createdAt)
  const instance = orderedInstance({
    account,
    region,
    id: seed.id,
    name: seed.name,
    instanceClass,
    createdAt,
    readyAt: createdAt,
    expiresAt: seed.expiresAt === undefined ? undefined : Date.parse(seed.expiresAt),
    InstanceType: seed.instanceType,
    EngineVersion: seed.engineVersion,
    ChargeType: seed.chargeType,
    NetworkType: seed.networkType,
    ZoneId: seed.zone,
    SecondaryZoneId: seed.secondaryZone,
    VpcId: seed.vpcId,
    VSwitchId: seed.vSwitchId,
    PrivateIp: seed.privateIp,
    Port: seed.port,
    ResourceGroupId: seed.resourceGroupId,
    ShardCount: seed.shardCount,
    ReadOnlyCount: seed.readOnlyCount,
    InstanceReleaseProtection: seed.releaseProtection,
  })
  return { ...instance, tags: seed.tags }
}
