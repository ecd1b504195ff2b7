import { compareCodePoints } from '../tags/compare-code-points.ts'
import type { TenantId } from '../tags/tag.ts'
import type { LoggedDifference } from '../tags/tag-change.ts'
import type { ChangeFilter, HistoryCursor, HistoryPage, LogPosition } from './history.ts'

/** A part of one tenant's log. */
export interface LogStretch {
  readonly tenant: TenantId
  /** Where it ends: this row is not in it any more. */
  readonly end: LogPosition
  /** The first revision in it. */
  readonly from: number
}

/** What was found in a stretch, looked through from its end on. */
export interface LookedThrough {
  /** Newest first. */
  readonly changes: readonly LoggedDifference[]
  /** The last row that was looked at, unless it was the first of the stretch. */
  readonly reached?: HistoryCursor
}

/** What a store does for a listing. */
export interface LogSource {
  /** As {@link HistoryReader} has it. */
  revisionAt(tenant: TenantId, time: number): number | Promise<number>
  /** Looks through a stretch until `limit` rows are found, or as many were looked at as a call may. */
  look(stretch: LogStretch, filter: ChangeFilter, limit: number): LookedThrough | Promise<LookedThrough>
}

/** Lists the changes of all tenants of a filter, merged by time. @see HistoryReader.listChanges */
export async function listHistory(
  source: LogSource,
  filter: ChangeFilter,
  after: HistoryCursor | undefined,
  limit: number,
): Promise<HistoryPage> {
  const found: LookedThrough[] = []
  // One more than asked for, to know whether any follow.
  for (const tenant of filter.tenants) {
    const stretch = await stretchOf(source, tenant, filter, after)
    if (stretch.end.revision >= stretch.from) found.push(await source.look(stretch, filter, limit + 1))
  }
  return merge(found, limit)
}

async function stretchOf(
  source: LogSource,
  tenant: TenantId,
  { from, until, revisions }: ChangeFilter,
  after: HistoryCursor | undefined,
): Promise<LogStretch> {
  const ends: LogPosition[] = [pastRevision(revisions?.to ?? Number.MAX_SAFE_INTEGER - 1)]
  if (until !== undefined) ends.push(pastRevision(await source.revisionAt(tenant, until - 1)))
  if (after) ends.push(await endBefore(source, tenant, after))
  const firstInTime = from === undefined ? 1 : (await source.revisionAt(tenant, from - 1)) + 1
  return { tenant, end: ends.reduce(earlier), from: Math.max(firstInTime, revisions?.from ?? 1) }
}

/** Where the rows of a tenant end that come after `after` in a listing. */
async function endBefore(source: LogSource, tenant: TenantId, after: HistoryCursor): Promise<LogPosition> {
  if (tenant === after.tenant) return after
  const isLaterInLog = compareCodePoints(tenant, after.tenant) > 0
  return pastRevision(await source.revisionAt(tenant, isLaterInLog ? after.at - 1 : after.at))
}

function pastRevision(revision: number): LogPosition {
  return { revision: revision + 1, instance: '', key: '' }
}

/** Rows older than what some tenant was looked through to have to wait for the rest of that one. */
function merge(found: readonly LookedThrough[], limit: number): HistoryPage {
  const [horizon] = found.flatMap(({ reached }) => reached ?? []).toSorted(newestFirst)
  const all = found.flatMap(({ changes }) => changes).toSorted(newestFirst)
  const seen = horizon ? all.filter((one) => newestFirst(one, horizon) <= 0) : all
  const changes = seen.slice(0, limit)
  const last = seen.length > limit ? changes.at(-1) : horizon
  return { changes, ...(last && { next: cursorOf(last) }) }
}

/** The place of a row in a listing. */
export function cursorOf({ at, tenant, revision, instance, key }: HistoryCursor): HistoryCursor {
  return { at, tenant, revision, instance, key }
}

function earlier(one: LogPosition, other: LogPosition): LogPosition {
  return compareInLog(one, other) <= 0 ? one : other
}

/** Sorts rows as listings have them. */
function newestFirst(one: HistoryCursor, other: HistoryCursor): number {
  return other.at - one.at || compareCodePoints(other.tenant, one.tenant) || compareInLog(other, one)
}

function compareInLog(one: LogPosition, other: LogPosition): number {
  return (
    one.revision - other.revision ||
    compareCodePoints(one.instance, other.instance) ||
    compareCodePoints(one.key, other.key)
  )
}
