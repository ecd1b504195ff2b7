import type { AccessKey } from '../../store/identity.ts'
import { UsageError } from '../listen-address.ts'
import { ageText } from './age-text.ts'
import { type Caller, callerOf, type Holder } from './holder.ts'
import type { Identities } from './identities.ts'

/** An access key with its holder. */
export interface HeldKey {
  readonly key: AccessKey
  readonly holder: Caller
}

/** All keys of the scope, by account and then id. */
export async function listKeys({ store, accounts }: Identities): Promise<readonly HeldKey[]> {
  const lists = accounts.map(async (owned) => {
    const keys = await store.listAccessKeys(owned.account.realm, owned.account.id)
    return keys.map((key) => ({ key, holder: callerOf(owned, key.principal) }))
  })
  return (await Promise.all(lists)).flat()
}

/** Those of one holder; a group has none. */
export async function keysOf({ store }: Identities, holder: Holder): Promise<readonly AccessKey[]> {
  if (!('principal' in holder)) return []
  const { realm, account, id } = holder.principal
  return (await store.listAccessKeys(realm, account)).filter(({ principal }) => principal.id === id)
}

/** The key with this id, if there is one in the scope. */
export async function keyNamed({ store, accounts }: Identities, id: string): Promise<HeldKey | undefined> {
  for (const owned of accounts) {
    const key = await store.findAccessKey(owned.account.realm, id)
    if (key?.principal.account === owned.account.id) return { key, holder: callerOf(owned, key.principal) }
  }
  return undefined
}

/** @throws UsageError if there is no such key in the scope */
export async function findKey(identities: Identities, id: string): Promise<HeldKey> {
  const found = await keyNamed(identities, id)
  if (found) return found
  throw new UsageError(`There is no access key "${id}"; "tagplane access list" shows all`)
}

/** `active`, `inactive`, `holder disabled`, `expires in 12m`, `expired` */
export function keyState({ active, principal, temporary }: AccessKey, now: number): string {
  if (temporary && temporary.expiresAt <= now) return 'expired'
  if (!active) return 'inactive'
  if (!principal.enabled) return 'holder disabled'
  return temporary ? `expires in ${ageText(temporary.expiresAt, now)}` : 'active'
}

/** What programs are told of a key; nothing of it is secret. */
export function keyJson({ id, active, createdAt, temporary }: AccessKey) {
  return {
    id,
    active,
    createdAt: createdAt === 0 ? null : new Date(createdAt).toISOString(),
    ...(temporary && { expiresAt: new Date(temporary.expiresAt).toISOString() }),
  }
}
