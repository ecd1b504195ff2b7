import type { Account, Assumption, Principal } from '../../../store/identity.ts'

/**
 * Whom an agency delegates to: the domain whose users may assume it.
 * @see IAM API reference, "Creating an Agency"
 */
export interface AgencyTrust {
  readonly trust_domain_id: string
  readonly trust_domain_name: string
}

export function trustIn({ id, name }: Pick<Account, 'id' | 'name'>): AgencyTrust {
  return { trust_domain_id: id, trust_domain_name: name }
}

/** How users of the domain with this id assume an agency; undefined if it does not delegate to them. */
export function assumptionBy(domainId: string, { assumption }: Principal): Assumption | undefined {
  const trust = assumption?.trust as AgencyTrust | undefined
  return trust?.trust_domain_id === domainId ? assumption : undefined
}
