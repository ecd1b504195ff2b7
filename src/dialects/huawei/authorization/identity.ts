import { principalLayers } from '../../../access/policy/attached-policies.ts'
import type { Layer } from '../../../access/policy/layer.ts'
import type { Principal, Session } from '../../../store/identity.ts'
import type { StoreReader } from '../../../store/store.ts'
import { iamPolicies } from '../policy/iam-policies.ts'

/** What decisions about a principal are made of. */
export interface Identity {
  /** None where everything is allowed. */
  readonly layers: readonly Layer[]
  readonly domainName: string
}

const layersOf = principalLayers(iamPolicies)

/** For as long as the same object stands for the principal. */
const domainNames = new WeakMap<Principal, string>()

/** The policies of a principal, and what they may ask of him that he does not carry himself. */
export async function identityOf(
  { principal, session }: { readonly principal: Principal; readonly session?: Session },
  store: StoreReader,
): Promise<Identity> {
  return { layers: layersOf(principal, session), domainName: await domainNameOf(principal, store) }
}

/** The name of a principal's domain. */
export async function domainNameOf(principal: Principal, store: StoreReader): Promise<string> {
  return domainNames.get(principal) ?? findDomainName(principal, store)
}

async function findDomainName(principal: Principal, store: StoreReader): Promise<string> {
  const domains = await store.listAccounts(principal.realm)
  const name = domains.find(({ id }) => id === principal.account)?.name ?? ''
  domainNames.set(principal, name)
  return name
}
