import type { Principal, Session } from '../../store/identity.ts'

type Named = Pick<Principal, 'account' | 'kind' | 'name'>
type Identified = Pick<Principal, 'id' | 'kind' | 'name'>

/**
 * Who acts, as GetCallerIdentity and the change log name him: `acs:ram::{account}:root`, `acs:ram::{account}:user/{name}`,
 * a session of a role `acs:ram::{account}:assumed-role/{role}/{session}`. Without its session, a role is
 * `acs:ram::{account}:role/{name}`, as policies name it.
 */
export function actorOf({ account, kind, name }: Named, session?: Session): string {
  if (kind === 'root') return `acs:ram::${account}:root`
  if (session?.name === undefined) return `acs:ram::${account}:${kind}/${name}`
  return `acs:ram::${account}:assumed-role/${name}/${session.name}`
}

/** `PrincipalId` and `AssumedRoleId`: the id, and of a session `{id}:{session}`. */
export function principalIdOf({ id }: Identified, session?: Session): string {
  return session?.name === undefined ? id : `${id}:${session.name}`
}

/** `AuthPrincipalDisplayName`: the id, and of a session `{role}:{session}`. */
export function displayNameOf({ id, name }: Identified, session?: Session): string {
  return session?.name === undefined ? id : `${name}:${session.name}`
}

const roleArn = /^acs:ram::(\d{1,31}):role\/([A-Za-z0-9.-]{1,64})$/

/** Which role `arn` names; undefined if it is no ARN of a role. */
export function parseRoleArn(arn: string): { readonly account: string; readonly name: string } | undefined {
  const [, account, name] = roleArn.exec(arn) ?? []
  return account === undefined || name === undefined ? undefined : { account, name }
}
