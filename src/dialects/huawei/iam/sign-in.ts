import type { Account, Principal } from '../../../store/identity.ts'
import type { Call } from '../call.ts'
import { iamErrors, type Refusal } from '../errors.ts'
import { realm } from '../project.ts'
import { type Reference, refersTo } from './reference.ts'

/** Whom a password is said to be of. */
export interface User extends Reference {
  readonly password: string
  readonly domain?: Reference | undefined
}

/**
 * The user with this name and password; after 5 wrong passwords in a row from one address, nobody for 15 minutes. An
 * unknown domain or user takes as long as a wrong password.
 */
export async function signIn(call: Call, user: User): Promise<Principal | Refusal> {
  const by = user.id !== undefined ? { id: user.id } : user.name !== undefined ? { name: user.name } : undefined
  if (!by || (user.id === undefined && !user.domain)) return iamErrors.malformed
  const { passwordAttempts } = call.surroundings
  const account = await findAccount(call, by, user.domain)
  const who = JSON.stringify([account?.id ?? user.domain, by, call.request.remoteAddress])
  if (passwordAttempts.isLocked(who, call.at)) return iamErrors.locked
  const principal = await call.access.checkPassword(realm, account?.id ?? '', by, user.password)
  // Asked again: guesses sent all at once were checked while this one waited, and must not outrun the count.
  if (passwordAttempts.isLocked(who, call.at)) return iamErrors.locked
  if (!principal) {
    passwordAttempts.failed(who, call.at)
    return iamErrors.wrongPassword
  }
  passwordAttempts.succeeded(who)
  return principal
}

/** The domain that is named; a user id alone says which one it is, too. */
async function findAccount(
  { store }: Call,
  by: { id: string } | { name: string },
  domain: Reference | undefined,
): Promise<Account | undefined> {
  const accounts = (await store.listAccounts(realm)).filter((account) => refersTo(domain, account))
  if (domain) return accounts[0]
  for (const account of accounts) if (await store.findPasswordHolder(realm, account.id, by)) return account
  return undefined
}
