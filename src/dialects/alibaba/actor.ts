import type { Principal } from '../../store/identity.ts'

/** A principal as RAM writes it: `acs:ram::{account}:root`, `acs:ram::{account}:user/{name}`. */
export function actorOf({ account, kind, name }: Pick<Principal, 'account' | 'kind' | 'name'>): string {
  return kind === 'root' ? `acs:ram::${account}:root` : `acs:ram::${account}:${kind}/${name}`
}
