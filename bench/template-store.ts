import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { alibaba } from '../src/dialects/alibaba/alibaba.ts'
import { huawei } from '../src/dialects/huawei/huawei.ts'
import type { TaggedInstance } from '../src/store/instance.ts'
import { openSqliteStore } from '../src/store/sqlite/sqlite-store.ts'
import {
  account,
  administrator,
  ddsId,
  domain,
  type FleetUser,
  project,
  redisId,
  region,
  seededTags,
  withGuard,
  withOnePolicy,
  withPolicies,
} from './fleet.ts'
import { iamGuard, iamPolicies } from './policies/iam-policies.ts'
import { ramGuard, ramPolicies } from './policies/ram-policies.ts'
import { startTagplane } from './servers/tagplane-server.ts'

const provenance = { actor: 'bench', operation: 'CreateInstance', requestId: 'bench' }
const createdTogether = 1000
/** Instances are only taken from these sections, so there is nothing to keep secret. */
const noSecrets = { sealSecret: () => new Uint8Array(), hashPassword: async () => '' }

/**
 * Makes a data folder: the identities from a seed file, by the server; the instances through the store, without the
 * detour over a seed file of 30 MB.
 * @param fleetSize instances of either cloud
 * @param policies of the users beside the administrator; none of them where it is undefined
 */
export async function fillDataFolder(folder: string, fleetSize: number, policies?: number): Promise<void> {
  mkdirSync(folder, { mode: 0o700 })
  await seedIdentities(folder, policies)
  const store = openSqliteStore(folder, { now: Date.now })
  try {
    const instances = await fleet(fleetSize)
    for (let first = 0; first < instances.length; first += createdTogether) {
      const creations = instances.slice(first, first + createdTogether).map(({ tags, ...instance }) => {
        return store.createInstance({ ...provenance, at: instance.createdAt, instance, tags, tagsPerInstanceMax: 10 })
      })
      await Promise.all(creations)
    }
  } finally {
    await store.close()
  }
}

async function seedIdentities(folder: string, policies: number | undefined): Promise<void> {
  const seed = join(folder, 'seed.json')
  writeFileSync(seed, JSON.stringify({ alibaba: alibabaSection(0, policies), huawei: huaweiSection(0, policies) }), {
    mode: 0o600,
  })
  await using _server = await startTagplane(folder, ['--seed', seed])
  rmSync(seed)
}

async function fleet(fleetSize: number): Promise<readonly TaggedInstance[]> {
  const at = Date.now() - 3_600_000
  const redis = await alibaba.seedContents(alibaba.seedSchema.parse(alibabaSection(fleetSize)), noSecrets, at)
  const dds = await huawei.seedContents(huawei.seedSchema.parse(huaweiSection(fleetSize)), noSecrets, at)
  return [...redis.instances, ...dds.instances]
}

function alibabaSection(fleetSize: number, policies?: number) {
  const instances = Array.from({ length: fleetSize }, (_, index) => ({
    id: redisId(index),
    region,
    name: `cache-${index}`,
    tags: seededTags(index),
  }))
  const users = narrowed(policies, ramPolicies, ramGuard).map(({ user, policies }) => {
    return { name: user.name, accessKeys: [user.alibabaKey], policies }
  })
  return { accounts: [{ id: account, accessKeys: [administrator.alibabaKey], users, instances }] }
}

function huaweiSection(fleetSize: number, policies?: number) {
  const instances = Array.from({ length: fleetSize }, (_, index) => ({
    id: ddsId(index),
    project: project.id,
    name: `db-${index}`,
    tags: seededTags(index),
  }))
  const users = [
    { ...signingIn(administrator), admin: true },
    ...narrowed(policies, iamPolicies, iamGuard).map(({ user, policies }) => ({ ...signingIn(user), policies })),
  ]
  return { domains: [{ ...domain, projects: [project], users, instances }] }
}

function signingIn({ name, password, huaweiKey }: FleetUser) {
  return { name, password, accessKeys: [huaweiKey] }
}

/** The users whom policies narrow; the last policy allows what the loads do. */
function narrowed(count: number | undefined, policiesOf: (count: number) => readonly object[], guard: object) {
  if (count === undefined) return []
  const policies = policiesOf(count)
  return [
    { user: withOnePolicy, policies: policies.slice(-1) },
    { user: withPolicies, policies },
    { user: withGuard, policies: [guard, ...policies.slice(1)] },
  ]
}
