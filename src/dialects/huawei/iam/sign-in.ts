import type { Account, Principal } from '../../../store/identity.ts'
import type { WireRequest } from '../../dialect.ts'
import type { Call, Context } from '../call.ts'
import { iamErrors } from '../errors.ts'
import { realm } from '../realm.ts'
import type { WireError } from '../wire-error.ts'
import { networkOf } from './network-of.ts'
import { type Reference, refersTo } from './reference.ts'

/** Whom a password is said to be of; by name only together with his domain. */
export interface User extends Reference {
  readonly password: string
  readonly domain?: Reference | undefined
}

/** As much of a call as signing in takes. */
export interface SignIn extends Pick<Call, 'store' | 'access' | 'at'> {
  readonly context: Pick<Context, 'passwordAttempts'>
  readonly request: Pick<WireRequest, 'remoteAddress'>
}

/**
 * The user with this name and password; after 5 wrong passwords in a row from one network, nobody for 15 minutes. An
 * unknown domain or user takes as long as a wrong password.
 */
export async function signIn(call: SignIn, user: User): Promise<Principal | WireError> {
  if (user.id === undefined && !user.domain) return iamErrors.malformed
  const by = user.id !== undefined ? { id: user.id } : { name: user.name ?? '' }
  const { passwordAttempts } = call.context
  const account = await findAccount(call, by, user.domain)
  const known = account && (await call.store.findPasswordHolder(realm, account.id, by))
  const whom = known?.principal.id ?? [account?.id ?? user.domain, by]
  const who = JSON.stringify([whom, networkOf(call.request.remoteAddress)])
  if (passwordAttempts.isLocked(who, call.at)) return iamErrors.locked
  const principal = await call.access.checkPassword(realm, account?.id ?? '', by, user.password)
  // Asked again: guesses sent all at once were checked while this one waited, and must not outrun the count.
  if (passwordAttempts.isLocked(who, call.at)) return iamErrors.locked
  if (principal === 'busy') return iamErrors.busy
  if (!principal) {
    passwordAttempts.failed(who, call.at)
    return iamErrors.wrongPassword
  }
  passwordAttempts.succeeded(who)
  return principal
}

/** The domain that is named; a user id alone says which one it is, too. */
async function findAccount(
  { store }: Pick<SignIn, 'store'>,
  by: { id: string } | { name: string },
  domain: Reference | undefined,
): Promise<Account | undefined> {
  const accounts = (await store.listAccounts(realm)).filter((account) => refersTo(domain, account))
  if (domain) return accounts[0]
  for (const account of accounts) if (await store.findPasswordHolder(realm, account.id, by)) return account
  return undefined
}
