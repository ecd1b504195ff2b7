import type { Principal } from '../identity.ts'
import type { StoreContents } from '../store.ts'
import type { Identities } from './identities.ts'
import type { Instances } from './instances.ts'
import type { Properties } from './properties.ts'

const seedDigest = 'seed'

/** Fills an empty database, and knows what it was filled with. */
export class Loading {
  readonly #identities: Identities
  readonly #instances: Instances
  readonly #properties: Properties

  constructor(identities: Identities, instances: Instances, properties: Properties) {
    this.#identities = identities
    this.#instances = instances
    this.#properties = properties
  }

  /** What the database holds, as seen from a source with `digest`. */
  compare(digest: string): 'empty' | 'same' | 'other' {
    const loaded = this.#properties.read(seedDigest)
    if (loaded === undefined && !this.#identities.any()) return 'empty'
    return loaded === digest ? 'same' : 'other'
  }

  /** Must run inside a transaction. @param at milliseconds since 1970 */
  fill(contents: StoreContents, digest: string, at: number): void {
    const identities = this.#identities
    const passwords = new Map(contents.passwords.map((holder) => [nameOf(holder.principal), holder.passwordHash]))
    for (const account of contents.accounts) identities.addAccount(account)
    for (const tenant of contents.tenants) identities.addTenant(tenant)
    for (const principal of contents.principals) identities.addPrincipal(principal, passwords.get(nameOf(principal)))
    for (const key of contents.accessKeys) identities.addAccessKey(key)
    const provenance = { actor: 'tagplane', operation: 'load', requestId: digest.slice(0, 32), at }
    for (const { tags, ...instance } of contents.instances) {
      this.#instances.create({ ...provenance, instance, tags, tagsPerInstanceMax: tags.length })
    }
    this.#properties.write(seedDigest, digest)
  }
}

function nameOf({ realm, account, id }: Principal): string {
  return `${realm}/${account}/${id}`
}
