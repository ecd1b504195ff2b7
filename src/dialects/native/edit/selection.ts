import { hash as digest } from 'node:crypto'
import type { TaggedInstance } from '../../../store/instance.ts'
import type { TenantId } from '../../../tags/tag.ts'
import type { Call } from '../call.ts'
import { ApiError, errors, invalidParameter } from '../errors.ts'
import { findAll, type Named, namedFilters } from '../find-all.ts'
import { fleetOf, type Omitted, type Reach } from '../reach.ts'
import { searchErrors } from '../search-refused.ts'
import { readWhere } from '../shapes/where.ts'
import type { Edit } from './edit.ts'

/** The instances of one tenant that an edit is about. */
export interface SelectedTenant {
  readonly reach: Reach
  /** The tenant's revision before its instances were read. */
  readonly revision: number
  readonly instances: readonly TaggedInstance[]
}

/** What an edit is about. */
export interface Selection {
  readonly tenants: readonly SelectedTenant[]
  readonly omitted: readonly Omitted[]
}

/** What may go wrong with a selection. */
export const selectionErrors = [...searchErrors, errors.noSuchInstance, errors.tooManyInstances]

/** The instances that an edit chooses among those that the callers may list. */
export async function select(
  call: Call,
  { where, tenant, instances }: Pick<Edit, 'where' | 'tenant' | 'instances'>,
): Promise<Selection | ApiError> {
  // Whoever left out what he meant must not edit the whole fleet: an empty `where` says that he means it.
  if ((instances === undefined) === (where === undefined))
    return invalidParameter('instances', 'Give `where` or `instances`: an empty `where` means every instance')
  const selector = readWhere(where)
  if (selector instanceof ApiError) return selector
  const fleet = await fleetOf(call, tenant)
  if (fleet instanceof ApiError) return fleet
  const { reached, scopes, omitted } = fleet
  const revisions = new Map<TenantId, number>()
  for (const { tenant } of scopes) revisions.set(tenant, await call.store.revisionOf(tenant))
  const filters = instances
    ? namedFilters(scopes, instances)
    : scopes.length > 0
      ? [{ scopes, ...(selector && { where: selector }) }]
      : []
  const found = await findAll(call, filters)
  if (found instanceof ApiError) return found
  if (instances && found.length < distinctCount(instances)) return errors.noSuchInstance
  const byTenant = Map.groupBy(found, ({ tenant }) => tenant)
  const tenants = reached.flatMap((reach) => {
    const those = byTenant.get(reach.tenant.id)
    return those ? [{ reach, revision: revisions.get(reach.tenant.id) ?? 0, instances: those }] : []
  })
  return { tenants, omitted }
}

/** Of a selection, so that it is known again: the ids of its instances, whatever their tags. */
export function digestOf({ tenants }: Selection): string {
  const ids = tenants.flatMap(({ instances }) => instances.map(({ tenant, id }) => JSON.stringify([tenant, id])))
  return digest('sha256', ids.sort().join(), 'base64url')
}

function distinctCount(named: readonly Named[]): number {
  return new Set(named.map(({ tenant, id }) => JSON.stringify([tenant, id]))).size
}
