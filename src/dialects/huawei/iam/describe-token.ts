import type { Account, Session, Token } from '../../../store/identity.ts'
import { userNameOf } from '../actor.ts'
import type { Call } from '../call.ts'
import { projectOf } from '../project.ts'
import { realm } from '../realm.ts'
import { catalogOf } from './catalog.ts'
import { microseconds } from './microseconds.ts'

/** A token as "Obtaining a User Token" shows it: whose it is, what for and how long, never its text. */
export async function describeToken(call: Call, token: Token, withCatalog: boolean) {
  const { principal, methods, tenant, issuedAt, expiresAt, session } = token
  const { id, kind } = principal
  const accounts = await call.store.listAccounts(realm)
  const found = tenant === undefined ? undefined : await call.store.findTenant(realm, tenant)
  const domain = domainOf(principal, accounts)
  const project = found && projectOf(found)
  return {
    token: {
      methods,
      issued_at: microseconds(issuedAt),
      expires_at: microseconds(expiresAt),
      ...(project ? { project: { id: project.id, name: project.name, domain } } : { domain }),
      user: {
        id,
        name: userNameOf(principal, domain.name),
        ...(kind === 'user' && { password_expires_at: '' }),
        domain,
      },
      ...(session?.assumedBy && { assumed_by: assumer(session.assumedBy, accounts) }),
      roles: principal.administrator ? [{ id: '0', name: 'te_admin' }] : [],
      catalog: withCatalog ? catalogOf(call, project) : [],
    },
  }
}

/** As "Obtaining an Agency Token" shows who has it. */
function assumer(user: NonNullable<Session['assumedBy']>, accounts: readonly Account[]) {
  const { id, name } = user
  return { user: { id, name, password_expires_at: '', domain: domainOf(user, accounts) } }
}

function domainOf({ account }: { readonly account: string }, accounts: readonly Account[]) {
  return { id: account, name: accounts.find(({ id }) => id === account)?.name ?? '' }
}
