import type { Database } from 'better-sqlite3'
import { compareCodePoints } from '../../tags/compare-code-points.ts'
import type { InstanceId, RegionId, TenantId } from '../../tags/tag.ts'
import type { AttachedTag, AttachedTagFilter, TagCondition } from '../instance.ts'
import { PreparedListings } from './prepared-listings.ts'
import { carriesEach, isTag } from './tag-conditions.ts'

type Row = [key: string, value: string]

type Position = Pick<AttachedTag, 'instance' | 'key'>

/** Listings of attached tags, a page at a time. */
export class AttachedTags {
  readonly #listings: PreparedListings
  readonly #ofInstance

  constructor(database: Database) {
    this.#listings = new PreparedListings(database)
    this.#ofInstance = database
      .prepare<[TenantId, InstanceId, RegionId, afterKey: string], Row>(
        `select key, value from tag where tenant = ? and instance = ? and +region = ? and +key > ?`,
      )
      .raw()
  }

  list(filter: AttachedTagFilter, after: Position | undefined, limit: number): AttachedTag[] {
    const { instances, tags = [] } = filter
    return instances && tags.length === 0
      ? this.#ofInstances(filter, instances, after, limit)
      : this.#matching(filter, tags, after ?? { instance: '', key: '' }, limit)
  }

  /**
   * Instance by instance: each is a step into the primary key. `+` keeps SQLite from the other index, and from planning
   * anew for each value of a bound. Sorted here: an instance has few tags, and SQLite's sorter takes longer.
   */
  #ofInstances(
    { tenant, region }: AttachedTagFilter,
    instances: readonly InstanceId[],
    after: Position | undefined,
    limit: number,
  ): AttachedTag[] {
    const found: AttachedTag[] = []
    for (const instance of instances.toSorted(compareCodePoints)) {
      if (found.length >= limit) break
      if (after && compareCodePoints(instance, after.instance) < 0) continue
      const afterKey = instance === after?.instance ? after.key : ''
      const rows = this.#ofInstance.all(tenant, instance, region, afterKey)
      for (const [key, value] of rows.sort(byKey)) found.push({ instance, key, value })
    }
    return found.slice(0, limit)
  }

  #matching(
    { tenant, region, instances }: AttachedTagFilter,
    tags: readonly TagCondition[],
    after: Position,
    limit: number,
  ): AttachedTag[] {
    const [first, ...others] = tags
    const parameters = { tenant, region, afterInstance: after.instance, afterKey: after.key, limit }
    const listing = `select instance, key, value from tag
      where tenant = @tenant and region = @region and (instance, key) > (@afterInstance, @afterKey)`
    const order = 'order by instance, key limit @limit'
    if (!first) return this.#listings.all(`${listing} ${order}`, parameters)

    const found = isTag('found', first, 0)
    const rest = carriesEach('found.instance', others, 1)
    const among = instances ? 'and found.instance in (select value from json_each(@instances))' : ''
    // No more instances than can begin a page: each has a row at least, but the one that the last page ended in.
    const matching = `select found.instance from tag found
      where found.tenant = @tenant and found.region = @region and found.instance >= @afterInstance
      and ${found.sql} and ${rest.sql} ${among} order by found.instance limit @limit + 1`
    return this.#listings.all(
      `${listing} and key in (select value from json_each(@keys)) and instance in (${matching}) ${order}`,
      {
        ...parameters,
        ...found.parameters,
        ...rest.parameters,
        keys: JSON.stringify(tags.map((tag) => tag.key)),
        ...(instances && { instances: JSON.stringify(instances) }),
      },
    )
  }
}

function byKey([one]: Row, [other]: Row): number {
  return compareCodePoints(one, other)
}
