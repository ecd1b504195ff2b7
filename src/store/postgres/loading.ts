import assert from 'node:assert/strict'
import type { TagChange } from '../../tags/tag-change.ts'
import type { TaggedInstance } from '../instance.ts'
import type { StoreContents } from '../store.ts'
import type { Accounts } from './accounts.ts'
import type { Credentials } from './credentials.ts'
import { insertInstances } from './instances.ts'
import type { Principals } from './principals.ts'
import { readProperty, writeProperty } from './properties.ts'
import type { Queries } from './queries.ts'
import { changeTags } from './tags.ts'

const seedDigest = 'seed'
/** Instances sent at a time. */
const chunkMax = 500

/** What contents go to. */
interface Parts {
  readonly accounts: Accounts
  readonly principals: Principals
  readonly credentials: Credentials
}

/** Fills an empty database, and knows what it was filled with. */
export class Loading {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** What the database holds, as seen from a source with `digest`. */
  async compare(queries: Queries, digest: string): Promise<'empty' | 'same' | 'other'> {
    const loaded = await readProperty(queries, seedDigest)
    if (loaded === undefined && !(await this.#parts.accounts.any(queries))) return 'empty'
    return loaded === digest ? 'same' : 'other'
  }

  /** @param queries the transaction @param at milliseconds since 1970 */
  async fill(queries: Queries, contents: StoreContents, digest: string, at: number): Promise<void> {
    const { accounts } = this.#parts
    for (const account of contents.accounts) mustBeNew(await accounts.add(queries, account), account)
    for (const tenant of contents.tenants) mustBeNew(await accounts.addTenant(queries, tenant), tenant)
    await this.#fillPrincipals(queries, contents)
    for (let first = 0; first < contents.instances.length; first += chunkMax) {
      const chunk = contents.instances.slice(first, first + chunkMax)
      const firstTags = chunk.map((instance) => asChange(instance, digest, at))
      await Promise.all([insertInstances(queries, chunk), changeTags(queries, firstTags)])
    }
    await writeProperty(queries, seedDigest, digest)
  }

  async #fillPrincipals(queries: Queries, contents: StoreContents): Promise<void> {
    const { principals, credentials } = this.#parts
    const hashes = new Map(contents.passwords.map(({ principal, passwordHash }) => [principal, passwordHash]))
    for (const group of contents.groups) mustBeNew(await principals.addGroup(queries, group), group)
    for (const principal of contents.principals) {
      mustBeNew(await principals.add(queries, principal, hashes.get(principal)), principal)
    }
    for (const key of contents.accessKeys) mustBeNew(await credentials.addAccessKey(queries, key), key)
  }
}

/** The tags that an instance comes with, as a change. */
function asChange({ tenant, region, id, tags }: TaggedInstance, digest: string, at: number): TagChange {
  const provenance = { actor: 'tagplane', operation: 'load', requestId: digest.slice(0, 32), at }
  return { ...provenance, tenant, edits: [{ region, instances: [id], set: tags }], tagsPerInstanceMax: tags.length }
}

function mustBeNew(isNew: boolean, { id, name }: { readonly id?: string; readonly name?: string }): void {
  assert(isNew, `${id ?? name} is there twice`)
}
