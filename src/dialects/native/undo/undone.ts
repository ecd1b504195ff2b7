import type { ChangeFilter, HistoryCursor } from '../../../store/history.ts'
import type { TenantId } from '../../../tags/tag.ts'
import type { LoggedDifference } from '../../../tags/tag-change.ts'
import type { Call } from '../call.ts'
import { ApiError, denied, errors } from '../errors.ts'
import { changedTagsMax } from '../limits.ts'
import { type Fleet, fleetOf, isListed, listingOf, type Reach } from '../reach.ts'
import { searchRefused } from '../search-refused.ts'

/** What is to be undone: the changes of a request in every tenant, or revisions of one tenant. */
export interface Wanted {
  readonly requestId?: string | undefined
  readonly revisions?: { readonly tenant: TenantId; readonly from: number; readonly to: number } | undefined
}

/** The changes of one tenant that are to be undone. */
export interface UndoneTenant {
  readonly reach: Reach
  readonly differences: readonly LoggedDifference[]
}

const pageLimit = 1000
/** How often the log is asked on, since each call looks only so far back, and for how long, milliseconds. */
const looksMax = 50
const lookMsMax = 5000

/**
 * Finds the changes. Whoever may list nothing of what is asked about is told so, whether there are any; what he may list
 * in part is his only with the rest, and what is all of it out of his sight is not there for him.
 */
export async function findUndone(call: Call, wanted: Wanted): Promise<readonly UndoneTenant[] | ApiError> {
  const fleet = await fleetOf(call, wanted.revisions?.tenant)
  if (fleet instanceof ApiError) return fleet
  const [omitted] = fleet.omitted
  if (fleet.scopes.length === 0 && omitted) return denied(omitted)
  const differences = await readAll(call, filterOf(fleet, wanted))
  if (differences instanceof ApiError) return differences
  if (!differences.some(({ tenant, region }) => isListed(fleet, tenant, region))) return errors.noSuchChange
  const byTenant = Map.groupBy(differences, ({ tenant }) => tenant)
  const undone = fleet.reached.flatMap((reach) => {
    const those = byTenant.get(reach.tenant.id)
    return those ? [{ reach, differences: those }] : []
  })
  return undone.map(refusalIn).find((refusal) => refusal) ?? undone
}

function filterOf({ reached }: Fleet, { requestId = '', revisions }: Wanted): ChangeFilter {
  const tenants = reached.map(({ tenant }) => tenant.id)
  return revisions ? { tenants, revisions: { from: revisions.from, to: revisions.to } } : { tenants, requestId }
}

/** What a request did was done at one time: its rows stand together, and after them there are no more. */
async function readAll(
  { reads, context }: Call,
  filter: ChangeFilter,
): Promise<readonly LoggedDifference[] | ApiError> {
  const all: LoggedDifference[] = []
  if (filter.tenants.length === 0) return all
  const end = context.now() + lookMsMax
  let after: HistoryCursor | undefined
  for (let look = 0; look < looksMax && context.now() < end; look++) {
    const page = await reads.listChanges(filter, after, pageLimit)
    if ('kind' in page) return searchRefused(page)
    const { changes, next } = page
    all.push(...changes)
    if (all.length > changedTagsMax) return errors.undoTooLong
    if (!next || (filter.requestId !== undefined && all.length > 0 && changes.length === 0)) return all
    after = next
  }
  return filter.requestId === undefined ? errors.undoTooLong : errors.requestNotFoundYet
}

function refusalIn({ reach, differences }: UndoneTenant): ApiError | undefined {
  const listing = listingOf([reach])
  const [denial] = listing.omitted
  const isHidden = differences.some(({ tenant, region }) => !isListed(listing, tenant, region))
  return isHidden && denial ? denied(denial) : undefined
}
