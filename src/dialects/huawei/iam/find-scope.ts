import type { Principal, Tenant } from '../../../store/identity.ts'
import type { Call } from '../call.ts'
import { iamErrors } from '../errors.ts'
import { realm } from '../realm.ts'
import type { WireError } from '../wire-error.ts'
import { type Reference, refersTo } from './reference.ts'

interface Scope {
  readonly project?: (Reference & { readonly domain?: Reference | undefined }) | undefined
  readonly domain?: Reference | undefined
}

/** The project that a token is wanted for; undefined for the domain itself. Where both are named, the project counts. */
export async function findScope(
  { store }: Call,
  { account }: Principal,
  { project, domain }: Scope = {},
): Promise<Tenant | WireError | undefined> {
  const accounts = await store.listAccounts(realm)
  const own = accounts.find(({ id }) => id === account)
  if (!own || !refersTo(project ? project.domain : domain, own)) return iamErrors.unknownScope
  if (!project) return undefined
  const projects = await store.listTenants(realm, account)
  return projects.find((each) => refersTo(project, each)) ?? iamErrors.unknownScope
}
