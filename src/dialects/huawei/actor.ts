import type { Principal, Session } from '../../store/identity.ts'

/**
 * Who acts, as IAM writes it: `iam::DOMAIN_ID:user:NAME`, or `sts::DOMAIN_ID:assumed-agency:AGENCY/SESSION` where an
 * agency was assumed.
 */
export function actorOf(
  { account, kind, name }: Pick<Principal, 'account' | 'kind' | 'name'>,
  session?: Session,
): string {
  if (kind !== 'role') return `iam::${account}:user:${name}`
  return `sts::${account}:assumed-agency:${name}/${session?.name ?? ''}`
}

/** What the user of a token is called, and the condition key `g:UserName`: `NAME`, of an agency `DOMAIN/AGENCY`. */
export function userNameOf({ kind, name }: Pick<Principal, 'kind' | 'name'>, domainName: string): string {
  return kind === 'role' ? `${domainName}/${name}` : name
}
