import type { Database } from 'better-sqlite3'
import { compareCodePoints } from '../../tags/compare-code-points.ts'
import type { InstanceId, RegionId, Tag, TenantId } from '../../tags/tag.ts'
import type { ChangeFilter, HistoryCursor, HistoryTooLong, PastInstance } from '../history.ts'
import { cursorOf, type LogSource, type LogStretch, type LookedThrough } from '../list-history.ts'
import { type ChangeRow, toLoggedDifference } from './change-log.ts'
import { PreparedListings } from './prepared-listings.ts'
import { Revisions } from './revisions.ts'

/** Rows of the logs that a call looks at, at most: some tenths of a second. */
const rowsLookedMax = 1_000_000

const stretchRows = `
  from change
  where tenant = @tenant and revision >= @from and (revision, instance, key) < (@revision, @instance, @key)
  order by revision desc, instance desc, key desc`

type LaterRow = [instance: InstanceId, region: RegionId, key: string, before: string | null]

/**
 * The past of one database, as its change log tells it. The log has no index but its order: a million rows are looked
 * through in half a second at most, and an index by instance would cost each change a quarter to a third more.
 */
export class History implements LogSource {
  readonly #lookedMax: number
  readonly #revisions
  readonly #listings
  readonly #regionNow
  readonly #tagsNow
  readonly #laterOf

  constructor(database: Database, lookedMax = rowsLookedMax) {
    this.#lookedMax = lookedMax
    this.#revisions = new Revisions(database)
    this.#listings = new PreparedListings(database)
    this.#regionNow = database
      .prepare<[TenantId, InstanceId], RegionId>('select region from instance where tenant = ? and id = ?')
      .pluck()
    this.#tagsNow = database
      .prepare<[TenantId, InstanceId], [key: string, value: string]>(
        'select key, value from tag where tenant = ? and instance = ?',
      )
      .raw()
    this.#laterOf = database
      .prepare<[TenantId, number, instances: string], LaterRow>(
        `select instance, region, key, before from change
         where tenant = ? and revision > ? and instance in (select value from json_each(?)) order by revision desc`,
      )
      .raw()
  }

  revisionAt(tenant: TenantId, time: number): number {
    return this.#revisions.at(tenant, time)
  }

  look({ tenant, end, from }: LogStretch, filter: ChangeFilter, limit: number): LookedThrough {
    const { sql, parameters } = rowConditions(filter, filter.regions?.get(tenant))
    const looked = sql === '' ? limit : Math.ceil(this.#lookedMax / filter.tenants.length)
    const stretch = { tenant, from, revision: end.revision, instance: end.instance, key: end.key }
    const rows = this.#listings.all<ChangeRow>(
      `select * from (select * ${stretchRows} limit @looked) ${sql} limit @limit`,
      { ...stretch, ...parameters, looked, limit },
    )
    const reached = rows.length === limit ? rows.at(-1) : this.#lastLooked(stretch, looked)
    return { changes: rows.map(toLoggedDifference), ...(reached && { reached: cursorOf(reached) }) }
  }

  /** The last row that a look had to leave off at, if it did. */
  #lastLooked(stretch: Readonly<Record<string, string | number>>, looked: number): HistoryCursor | undefined {
    const [last] = this.#listings.all<HistoryCursor>(
      `select tenant, revision, instance, key, at ${stretchRows} limit 1 offset @last`,
      { ...stretch, last: looked - 1 },
    )
    return last
  }

  /** What instances carry now, with all that happened to them later taken back. Must run inside a transaction. */
  tagsAsOf(
    tenant: TenantId,
    instances: readonly InstanceId[],
    revision: number,
  ): ReadonlyMap<InstanceId, PastInstance> | HistoryTooLong {
    if (this.#revisions.hasMoreAfter(tenant, revision, this.#lookedMax)) return { kind: 'history-too-long' }
    const regions = new Map(instances.map((instance) => [instance, this.#regionNow.get(tenant, instance)]))
    const tags = new Map(instances.map((instance) => [instance, new Map(this.#tagsNow.all(tenant, instance))]))
    for (const [instance, region, key, before] of this.#laterOf.iterate(tenant, revision, JSON.stringify(instances))) {
      regions.set(instance, region)
      if (before === null) tags.get(instance)?.delete(key)
      else tags.get(instance)?.set(key, before)
    }
    return new Map(
      Array.from(regions).flatMap(([instance, region]) =>
        region === undefined ? [] : [[instance, { region, tags: byKey(tags.get(instance) ?? []) }] as const],
      ),
    )
  }
}

/** What the bounds of a stretch do not see to; empty if that is nothing. */
function rowConditions(
  { instance, key, actor, requestId: request_id, operation }: ChangeFilter,
  regions: readonly RegionId[] | undefined,
) {
  const equal = Object.entries({ instance, key, actor, request_id, operation }).flatMap(([column, value]) =>
    value === undefined ? [] : [[column, `of_${column}`, value] as const],
  )
  const conditions = equal.map(([column, name]) => `${column} = @${name}`)
  if (regions) conditions.push('region in (select value from json_each(@regions))')
  return {
    sql: conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`,
    parameters: {
      ...Object.fromEntries(equal.map(([, name, value]) => [name, value])),
      ...(regions && { regions: JSON.stringify(regions) }),
    },
  }
}

function byKey(tags: Iterable<readonly [key: string, value: string]>): Tag[] {
  return Array.from(tags, ([key, value]) => ({ key, value })).sort((a, b) => compareCodePoints(a.key, b.key))
}
