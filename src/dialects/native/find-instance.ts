import type { TaggedInstance } from '../../store/instance.ts'
import type { TenantId } from '../../tags/tag.ts'
import type { Call } from './call.ts'
import { type ApiError, denied, errors } from './errors.ts'
import { isListed, listingOf, type Reach, reachOf } from './reach.ts'

/** An instance, and by whom it is reached. */
export interface Found {
  readonly reach: Reach
  readonly instance: TaggedInstance
}

/** A tenant of a caller; undefined for any other. */
export async function reachTenant(call: Call, tenant: TenantId): Promise<Reach | undefined> {
  return (await reachOf(call)).find((each) => each.tenant.id === tenant)
}

/** An instance that a caller may read. One that he may neither read nor list is not there for him. */
export async function findInstance(call: Call, tenant: TenantId, id: string): Promise<Found | ApiError> {
  const reach = await reachTenant(call, tenant)
  const instance = reach && (await call.store.findInstance(tenant, id))
  if (!instance) return errors.noSuchInstance
  const denial = reach.permissions.denialOfRead(reach.tenant, instance)
  if (!denial) return { reach, instance }
  return isListed(listingOf([reach]), tenant, instance.region) ? denied(denial) : errors.noSuchInstance
}
