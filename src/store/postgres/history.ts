import { compareCodePoints } from '../../tags/compare-code-points.ts'
import type { InstanceId, RegionId, Tag, TenantId } from '../../tags/tag.ts'
import type { ChangeFilter, HistoryCursor, HistoryTooLong, PastInstance } from '../history.ts'
import { cursorOf, type LogSource, type LogStretch, type LookedThrough } from '../list-history.ts'
import { type ChangeRow, changeColumns, toLoggedDifference } from './change-log.ts'
import type { Queries } from './queries.ts'
import { Parameters } from './tag-conditions.ts'
import { type StoredTag, tagsOfInstance } from './tags.ts'

/** Rows of the logs that a call looks at, at most: a tenth of a second. */
const rowsLookedMax = 100_000

const selectRevision = 'select revision from tenant where id = $1'

/** Found by halving: revisions have no gap, and none is dated before the one before it. */
const selectRevisionAt = `
  with recursive halving as (
    select 0::bigint as low, revision as high from tenant where id = $1
    union all
    select case when is_late then low else middle end, case when is_late then middle - 1 else high end
    from halving cross join lateral (select (low + high + 1) / 2 as middle) as half
      cross join lateral (
        select at > $2 as is_late from change where tenant = $1 and revision = middle limit 1) as met
    where low < high)
  select low as revision from halving where low = high`

const newestFirst = 'order by revision desc, instance desc, key desc'

/** The tags of the instances that exist, with the revision at which they are read. */
const selectNow = `
  select tenant.revision, instance.id, instance.region, ${tagsOfInstance} as tags
  from tenant left join instance on instance.tenant = tenant.id and instance.id = any ($2::text[])
  where tenant.id = $1`

/** What each key was before its first change after a revision. */
const selectLater = `
  select instance, key, before, region from change
  where tenant = $1 and instance = any ($2::text[]) and revision > $3 and revision <= $4
  order by instance, revision, key limit $5`

interface NowRow {
  readonly revision: number
  readonly id: InstanceId | null
  readonly region: RegionId
  readonly tags: readonly StoredTag[]
}

type LaterRow = Pick<ChangeRow, 'instance' | 'key' | 'before' | 'region'>

export async function revisionOf(queries: Queries, tenant: TenantId): Promise<number> {
  return (await queries.get<{ revision: number }>(selectRevision, [tenant]))?.revision ?? 0
}

export async function revisionAt(queries: Queries, tenant: TenantId, time: number): Promise<number> {
  return (await queries.get<{ revision: number }>(selectRevisionAt, [tenant, time]))?.revision ?? 0
}

/** The change logs behind `queries`, to list. */
export function logSource(queries: Queries, lookedMax = rowsLookedMax): LogSource {
  return {
    revisionAt: (tenant, time) => revisionAt(queries, tenant, time),
    look: (stretch, filter, limit) => look(queries, stretch, filter, limit, lookedMax),
  }
}

async function look(
  queries: Queries,
  stretch: LogStretch,
  filter: ChangeFilter,
  limit: number,
  lookedMax: number,
): Promise<LookedThrough> {
  const parameters = new Parameters()
  const rows = rowsOf(stretch, filter, parameters)
  const conditions = conditionsOf(filter, filter.regions?.get(stretch.tenant), parameters)
  const looked = conditions === '' ? limit : Math.ceil(lookedMax / filter.tenants.length)
  const inner = `select ${changeColumns} ${rows} ${newestFirst} limit ${parameters.add(looked)}`
  const text = `select * from (${inner}) as looked ${conditions} ${newestFirst} limit ${parameters.add(limit)}`
  const found = await queries.list<ChangeRow>(text, parameters.values)
  const changes = found.map(toLoggedDifference)
  const reached = changes.length === limit ? changes.at(-1) : await lastLooked(queries, stretch, filter, looked)
  return { changes, ...(reached && { reached: cursorOf(reached) }) }
}

/** The last row that a look had to leave off at, if it did. */
async function lastLooked(
  queries: Queries,
  stretch: LogStretch,
  filter: ChangeFilter,
  looked: number,
): Promise<HistoryCursor | undefined> {
  const parameters = new Parameters()
  const rows = rowsOf(stretch, filter, parameters)
  const text = `select tenant, revision, instance, key, at ${rows} ${newestFirst}
    limit 1 offset ${parameters.add(looked - 1)}`
  const [last] = await queries.list<HistoryCursor>(text, parameters.values)
  return last
}

/** The rows of a stretch, those of one instance by its index. */
function rowsOf({ tenant, end, from }: LogStretch, { instance }: ChangeFilter, parameters: Parameters): string {
  const add = parameters.add.bind(parameters)
  const last = add(end.revision)
  return `from change where tenant = ${add(tenant)} and revision between ${add(from)} and ${last}
    and (revision, instance, key) < (${last}, ${add(end.instance)}, ${add(end.key)})
    ${instance === undefined ? '' : `and instance = ${add(instance)}`}`
}

function conditionsOf(
  { key, actor, requestId, operation }: ChangeFilter,
  regions: readonly RegionId[] | undefined,
  parameters: Parameters,
): string {
  const equal = Object.entries({ key, actor, request_id: requestId, operation }).flatMap(([column, value]) =>
    value === undefined ? [] : `${column} = ${parameters.add(value)}`,
  )
  const among = regions ? [`region = any (${parameters.add(regions)}::text[])`] : []
  const all = [...equal, ...among]
  return all.length === 0 ? '' : `where ${all.join(' and ')}`
}

/** What instances carry now, with all that happened to them later taken back. */
export async function tagsAsOf(
  queries: Queries,
  tenant: TenantId,
  instances: readonly InstanceId[],
  revision: number,
  lookedMax = rowsLookedMax,
): Promise<ReadonlyMap<InstanceId, PastInstance> | HistoryTooLong> {
  const now = await queries.list<NowRow>(selectNow, [tenant, instances])
  const values = [tenant, instances, revision, now[0]?.revision ?? 0, lookedMax + 1]
  const later = await queries.list<LaterRow>(selectLater, values)
  if (later.length > lookedMax) return { kind: 'history-too-long' }
  const present = new Map(now.flatMap(({ id, region, tags }) => (id === null ? [] : [[id, { region, tags }] as const])))
  const laterOf = Map.groupBy(later, ({ instance }) => instance)
  const known = instances.filter((id) => present.has(id) || laterOf.has(id))
  return new Map(known.map((id) => [id, takenBack(present.get(id), laterOf.get(id) ?? [])]))
}

/** @param later oldest first */
function takenBack(now: Pick<NowRow, 'region' | 'tags'> | undefined, later: readonly LaterRow[]): PastInstance {
  const tags = new Map<string, string | null>(now?.tags)
  for (const { key, before } of later.toReversed()) tags.set(key, before)
  const left = Array.from(tags).flatMap(([key, value]): Tag[] => (value === null ? [] : [{ key, value }]))
  return {
    region: later[0]?.region ?? now?.region ?? '',
    tags: left.sort((one, other) => compareCodePoints(one.key, other.key)),
  }
}
