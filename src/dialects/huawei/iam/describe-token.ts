import type { Token } from '../../../store/identity.ts'
import type { Call } from '../call.ts'
import { projectOf } from '../project.ts'
import { realm } from '../realm.ts'
import { catalogOf } from './catalog.ts'

/** A token as "Obtaining a User Token" shows it: whose it is, what for and how long, never its text. */
export async function describeToken(call: Call, token: Token, withCatalog: boolean) {
  const { principal, methods, tenant, issuedAt, expiresAt } = token
  const accounts = await call.store.listAccounts(realm)
  const found = tenant === undefined ? undefined : await call.store.findTenant(realm, tenant)
  const domain = { id: principal.account, name: accounts.find(({ id }) => id === principal.account)?.name ?? '' }
  const project = found && projectOf(found)
  return {
    token: {
      methods,
      issued_at: microseconds(issuedAt),
      expires_at: microseconds(expiresAt),
      ...(project ? { project: { id: project.id, name: project.name, domain } } : { domain }),
      user: { id: principal.id, name: principal.name, password_expires_at: '', domain },
      roles: principal.administrator ? [{ id: '0', name: 'te_admin' }] : [],
      catalog: withCatalog ? catalogOf(call, project) : [],
    },
  }
}

/** `2026-01-03T09:05:22.701000Z` */
function microseconds(at: number): string {
  return new Date(at).toISOString().replace('Z', '000Z')
}
