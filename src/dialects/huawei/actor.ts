import type { Principal } from '../../store/identity.ts'

/** A principal as IAM writes it: `iam::DOMAIN_ID:user:NAME`. */
export function actorOf({ account, name }: Pick<Principal, 'account' | 'name'>): string {
  return `iam::${account}:user:${name}`
}
