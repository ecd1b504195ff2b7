import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { alibaba } from '../../src/dialects/alibaba/alibaba.ts'
import type { Store } from '../../src/store/store.ts'
import { redisId, region, seededTags } from '../fleet.ts'
import { startTagplane } from '../servers/tagplane-server.ts'
import type { GrowingStore } from './growing-store.ts'
import { type ScaleTenant, sizeOf, tenants } from './tenants.ts'

const provenance = { actor: 'bench', operation: 'CreateInstance', requestId: 'bench' }
const createdTogether = 1000

/** Fills an empty store with the accounts of all tenants, without instances. */
export async function startStore({ data, serveArgs }: GrowingStore): Promise<void> {
  const accounts = tenants.map(({ account, key }) => ({ id: account, accessKeys: [key] }))
  const seed = join(data, '..', 'seed.json')
  writeFileSync(seed, JSON.stringify({ alibaba: { accounts } }), { mode: 0o600 })
  await using _server = await startTagplane(data, [...serveArgs, '--seed', seed])
  rmSync(seed)
}

/**
 * Adds instances of 10 tags each, up to `instances` over all tenants.
 * @param before how many it has @param progress told how many it has now
 */
export async function growStore(
  growing: GrowingStore,
  before: number,
  instances: number,
  progress: (instances: number) => void,
): Promise<void> {
  const store = await growing.open()
  try {
    let done = before
    for (const tenant of tenants) {
      const first = before === 0 ? 0 : sizeOf(tenant, before)
      const end = sizeOf(tenant, instances)
      for (let index = first; index < end; index += createdTogether) {
        const count = Math.min(createdTogether, end - index)
        await create(store, tenant, index, count)
        done += count
        progress(done)
      }
    }
  } finally {
    await store.close()
  }
}

async function create(store: Store, { account }: ScaleTenant, first: number, count: number): Promise<void> {
  const at = Date.now() - 3_600_000
  const seeds = Array.from({ length: count }, (_, place) => {
    const index = first + place
    return { id: redisId(index), region, name: `cache-${index}`, tags: seededTags(index) }
  })
  const section = alibaba.seedSchema.parse({ accounts: [{ id: account, instances: seeds }] })
  const { instances } = await alibaba.seedContents(section, noSecrets, at)
  const creations = instances.map(({ tags, ...instance }) =>
    store.createInstance({ ...provenance, at, instance, tags, tagsPerInstanceMax: 10 }),
  )
  await Promise.all(creations)
}

/** Only instances are taken from these sections, so there is nothing to keep secret. */
const noSecrets = { sealSecret: () => new Uint8Array(), hashPassword: async () => '' }
