import type { SigningKey } from '../../../access/access.ts'
import type { Principal } from '../../../store/identity.ts'
import type { Call, Caller } from '../call.ts'
import { type ApiError, errors } from '../errors.ts'

/** Whether a key is one of this principal's own. */
export function isKeyOf(principal: Principal): (key: Pick<SigningKey, 'principal'>) => boolean {
  const { realm, account, kind, id } = principal
  return ({ principal: holder }) =>
    holder.realm === realm && holder.account === account && holder.kind === kind && holder.id === id
}

/**
 * The key that a caller's requests are signed with: the one he names, else the one that he shows, else the first of his
 * own. Temporary credentials sign nothing: their holder may do less than the key of the same principal may.
 */
export async function signingKeyOf(call: Call, caller: Caller, named?: string): Promise<SigningKey | ApiError> {
  if (caller.session) return errors.temporarySession
  const isOwn = isKeyOf(caller.principal)
  for (const id of await candidates(call, caller, named)) {
    const key = await call.context.access.findSigningKey(caller.cloud.name, id)
    if (key?.active && !key.temporary && isOwn(key)) return key
  }
  return errors.noSigningKey
}

async function candidates(call: Call, { cloud, principal }: Caller, named?: string): Promise<readonly string[]> {
  if (named !== undefined) return [named]
  const { accessKeyIds, store } = call
  if (accessKeyIds.length > 0) return accessKeyIds
  const keys = await store.listAccessKeys(cloud.name, principal.account)
  return keys.filter((key) => key.active && !key.temporary && isKeyOf(principal)(key)).map(({ id }) => id)
}
