import assert from 'node:assert/strict'
import type { StoreContents } from '../store.ts'
import type { Accounts } from './accounts.ts'
import type { Credentials } from './credentials.ts'
import type { Instances } from './instances.ts'
import type { Principals } from './principals.ts'
import type { Properties } from './properties.ts'

const seedDigest = 'seed'

/** What contents go to. */
interface Parts {
  readonly accounts: Accounts
  readonly principals: Principals
  readonly credentials: Credentials
  readonly instances: Instances
  readonly properties: Properties
}

/** Fills an empty database, and knows what it was filled with. */
export class Loading {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** What the database holds, as seen from a source with `digest`. */
  compare(digest: string): 'empty' | 'same' | 'other' {
    const loaded = this.#parts.properties.read(seedDigest)
    if (loaded === undefined && !this.#parts.accounts.any()) return 'empty'
    return loaded === digest ? 'same' : 'other'
  }

  /** Must run inside a transaction. @param at milliseconds since 1970 */
  fill(contents: StoreContents, digest: string, at: number): void {
    const { accounts, instances, properties } = this.#parts
    for (const account of contents.accounts) mustBeNew(accounts.add(account), account)
    for (const tenant of contents.tenants) mustBeNew(accounts.addTenant(tenant), tenant)
    this.#fillPrincipals(contents)
    const provenance = { actor: 'tagplane', operation: 'load', requestId: digest.slice(0, 32), at }
    for (const { tags, ...instance } of contents.instances) {
      instances.create({ ...provenance, instance, tags, tagsPerInstanceMax: tags.length })
    }
    properties.write(seedDigest, digest)
  }

  #fillPrincipals({ groups, principals, passwords, accessKeys }: StoreContents): void {
    const parts = this.#parts
    const hashes = new Map(passwords.map(({ principal, passwordHash }) => [principal, passwordHash]))
    for (const group of groups) mustBeNew(parts.principals.addGroup(group), group)
    for (const principal of principals) {
      mustBeNew(parts.principals.add(principal, hashes.get(principal)), principal)
    }
    for (const key of accessKeys) mustBeNew(parts.credentials.addAccessKey(key), key)
  }
}

function mustBeNew(isNew: boolean, { id, name }: { readonly id?: string; readonly name?: string }): void {
  assert(isNew, `${id ?? name} is there twice`)
}
