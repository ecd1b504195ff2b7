import type { Tenant } from '../../store/identity.ts'
import type { SearchScope } from '../../store/search.ts'
import type { RegionId, TenantId } from '../../tags/tag.ts'
import type { Denial, FleetPermissions } from '../fleet-rules.ts'
import type { Call, Caller } from './call.ts'
import { type ApiError, errors } from './errors.ts'
import { tenantsMax } from './limits.ts'

/** A tenant of one of the callers, and what he may do there. */
export interface Reach {
  readonly caller: Caller
  readonly tenant: Tenant
  readonly permissions: FleetPermissions
}

/** What a caller may not list. Without regions, none of the tenant's. */
export interface Omitted extends Denial {
  readonly cloud: string
  readonly tenant: TenantId
  readonly regions?: readonly RegionId[]
}

/** What the callers may list, and what is left out. */
export interface Listing {
  readonly scopes: readonly SearchScope[]
  readonly omitted: readonly Omitted[]
}

/** Every tenant of every caller, whether he may do anything there or not. */
export async function reachOf({ callers, store }: Call): Promise<readonly Reach[]> {
  const reached = await Promise.all(
    callers.map(async (caller) => {
      const { cloud, principal } = caller
      const permissions = await cloud.fleet.permissionsOf(caller, store)
      const tenants = await store.listTenants(cloud.name, principal.account)
      return tenants.map((tenant) => ({ caller, tenant, permissions }))
    }),
  )
  return reached.flat()
}

/** What the callers reach, and what of it they may list. */
export interface Fleet extends Listing {
  readonly reached: readonly Reach[]
}

/** The fleet that a search or a history is about. @param tenant the only one that is meant; absent: all */
export async function fleetOf(call: Call, tenant: TenantId | undefined): Promise<Fleet | ApiError> {
  const reached = (await reachOf(call)).filter((reach) => tenant === undefined || reach.tenant.id === tenant)
  return reached.length > tenantsMax ? errors.tooManyTenants : { reached, ...listingOf(reached) }
}

/** Decided for each tenant and region, as the vendor's own list operation is. */
export function listingOf(reached: readonly Reach[]): Listing {
  const listings = reached.map(listingAt)
  return { scopes: listings.flatMap(({ scopes }) => scopes), omitted: listings.flatMap(({ omitted }) => omitted) }
}

function listingAt({ caller: { cloud }, tenant, permissions }: Reach): Listing {
  const regions = cloud.fleet.regionsOf(tenant)
  const denials = new Map<RegionId, Denial>()
  for (const region of regions) {
    const denial = permissions.denialOfList(tenant, region)
    if (denial) denials.set(region, denial)
  }
  const [first] = denials.values()
  if (!first) return { scopes: [{ tenant: tenant.id }], omitted: [] }
  const omitted = { ...first, cloud: cloud.name, tenant: tenant.id }
  if (denials.size === regions.length) return { scopes: [], omitted: [omitted] }
  const listed = regions.filter((region) => !denials.has(region))
  return { scopes: [{ tenant: tenant.id, regions: listed }], omitted: [{ ...omitted, regions: [...denials.keys()] }] }
}

/** Whether a listing takes in a region of a tenant; an empty one stands for all. */
export function isListed({ scopes }: Listing, tenant: TenantId, region: RegionId | ''): boolean {
  const scope = scopes.find((each) => each.tenant === tenant)
  return scope !== undefined && (scope.regions === undefined || (region !== '' && scope.regions.includes(region)))
}
