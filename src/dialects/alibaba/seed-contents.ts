import assert from 'node:assert/strict'
import type { AccessKey, Principal } from '../../store/identity.ts'
import type { Json, TaggedInstance } from '../../store/instance.ts'
import type { StoreContents } from '../../store/store.ts'
import type { SecretKeeping } from '../dialect.ts'
import { derivedNumber } from './derived-id.ts'
import { findInstanceClass } from './instance-classes.ts'
import { orderedInstance } from './kvstore-instance.ts'
import { findRegion } from './regions.ts'
import type { AlibabaSection, SeedAccount, SeedInstance } from './seed-schema.ts'

const realm = 'alibaba'

/** What a section without problems comes to. An account is a tenant of its own, over all regions. */
export async function seedContents(
  { accounts }: AlibabaSection,
  { sealSecret }: Pick<SecretKeeping, 'sealSecret'>,
  at: number,
): Promise<StoreContents> {
  return {
    accounts: accounts.map(({ id, name = id }) => ({ realm, id, name })),
    tenants: accounts.map(({ id, name = id }) => ({ realm, id, account: id, name, region: '', settings: {} })),
    principals: accounts.flatMap(principalsOf),
    passwords: [],
    accessKeys: accounts.flatMap((account) => accessKeysOf(account, sealSecret)),
    instances: accounts.flatMap(({ id, instances }) => instances.map((instance) => instanceOf(instance, id, at))),
  }
}

type SeedUser = SeedAccount['users'][number]

function principalsOf(account: SeedAccount): Principal[] {
  return [rootOf(account), ...account.users.map((user) => userOf(account, user)), ...rolesOf(account)]
}

function rootOf({ id, name = id }: SeedAccount): Principal {
  return { realm, account: id, id, kind: 'root', name, administrator: true, policies: [] }
}

function userOf(account: SeedAccount, { name, id, policies }: SeedUser): Principal {
  return {
    realm,
    account: account.id,
    id: id ?? derivedPrincipalId(account.id, 'user', name),
    kind: 'user',
    name,
    administrator: false,
    policies: policies as readonly Json[],
  }
}

function rolesOf(account: SeedAccount): Principal[] {
  return account.roles.map(({ name, id, policies }) => ({
    realm,
    account: account.id,
    id: id ?? derivedPrincipalId(account.id, 'role', name),
    kind: 'role',
    name,
    administrator: false,
    policies: policies as readonly Json[],
  }))
}

/** 18 digits, as RAM numbers its users and roles. */
function derivedPrincipalId(...parts: readonly string[]): string {
  return `200${String(derivedNumber(10 ** 14, ...parts)).padStart(15, '0')}`
}

function accessKeysOf(account: SeedAccount, sealSecret: SecretKeeping['sealSecret']): AccessKey[] {
  const holders: (readonly [Principal, SeedAccount['accessKeys']])[] = [
    [rootOf(account), account.accessKeys],
    ...account.users.map((user) => [userOf(account, user), user.accessKeys] as const),
  ]
  return holders.flatMap(([principal, keys]) =>
    keys.map(({ id, secret, status }) => ({
      id,
      principal,
      sealedSecret: sealSecret(secret),
      active: status === 'Active',
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
  return { ...instance, tags: Object.entries(seed.tags).map(([key, value]) => ({ key, value })) }
}
