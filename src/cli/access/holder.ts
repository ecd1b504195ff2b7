import type { HolderKind } from '../../dialects/identity-rules.ts'
import type { AttachedPolicy, Group, Principal } from '../../store/identity.ts'
import type { HolderName } from '../../store/identity-change.ts'
import type { Json } from '../../store/instance.ts'
import { UsageError } from '../listen-address.ts'
import type { Identities, OwnedAccount } from './identities.ts'

/** Somebody, or a group of them, with the account and the vendor that he is of. */
export type Holder = OwnedAccount & { readonly name: string; readonly policies: readonly AttachedPolicy[] } & (
    | { readonly kind: Principal['kind']; readonly principal: Principal }
    | { readonly kind: 'group'; readonly group: Group }
  )

/** A holder who calls, with keys of his own or by a session. */
export type Caller = Extract<Holder, { principal: Principal }>

/** All there are in the scope, account by account: the account itself, then users, groups and roles, by name. */
export async function listHolders({
  store,
  accounts,
}: Pick<Identities, 'store' | 'accounts'>): Promise<readonly Holder[]> {
  const lists = accounts.map(async (owned) => {
    const { realm, id } = owned.account
    const principals = await store.listPrincipals(realm, id)
    const groups = await store.listGroups(realm, id)
    const callers = principals.map((principal) => callerOf(owned, principal))
    const shared = groups.map((group): Holder => ({ ...owned, kind: 'group', group, ...named(group) }))
    return [...callers, ...shared].toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  })
  return (await Promise.all(lists)).flat()
}

const order: readonly HolderKind[] = ['root', 'user', 'group', 'role']

/** @param owned the account of `principal` */
export function callerOf({ module, account }: OwnedAccount, principal: Principal): Caller {
  return { module, account, kind: principal.kind, principal, ...named(principal) }
}

function named({ name, policies }: Principal | Group): Pick<Holder, 'name' | 'policies'> {
  return { name, policies }
}

/** `user/ops`, as commands take it. */
export function shortName({ module, kind, name }: Holder): string {
  const word = module.identities.kindNames[kind]
  return kind === 'root' ? word : `${word}/${name}`
}

/** `acs:ram::1234567890123456:user/ops` */
export function fullName({ module, account, kind, name }: Holder): string {
  return module.identities.fullName({ account: account.id, kind, name })
}

/** `user/ops of acme` */
export function inWords(holder: Holder): string {
  return `${shortName(holder)} of ${holder.account.name}`
}

/** By which a change finds the holder again. @throws UsageError for an account's own principal, which stays as it is */
export function holderName(holder: Holder): HolderName {
  const { module, account, kind, name } = holder
  if (kind !== 'root') return { realm: module.name, account: account.id, kind, name }
  throw new UsageError(`${inWords(holder)} is the account itself and may do everything; that cannot be changed`)
}

/** What programs are told of a holder, whatever the command. */
export function holderJson(holder: Holder): { readonly [member: string]: Json } {
  const { module, account, kind, name } = holder
  const { id, enabled, administrator } = 'principal' in holder ? holder.principal : {}
  return {
    cloud: module.name,
    account: account.id,
    kind: module.identities.kindNames[kind],
    name,
    fullName: fullName(holder),
    ...(id !== undefined && { id }),
    ...(enabled !== undefined && { enabled }),
    ...(administrator !== undefined && { administrator }),
  }
}
