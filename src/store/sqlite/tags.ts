import assert from 'node:assert'
import type { Database } from 'better-sqlite3'
import { resolve } from '../../tags/resolve.ts'
import type { InstanceId, RegionId, Tag, TenantId } from '../../tags/tag.ts'
import type { Rejection, TagChange, TagDifference } from '../../tags/tag-change.ts'
import type { AppliedChange } from '../store.ts'
import type { ChangeLog } from './change-log.ts'

/** Keys attached later stand behind those attached before: by revision, and by their order within its change. */
export const positionsPerRevision = 2 ** 10

type AttachedRow = [key: string, value: string, position: number]
type PagedRow = [instance: InstanceId, ...AttachedRow]

/** The tags of one database. The only code that writes them, and always with the change log. */
export class Tags {
  readonly #log: ChangeLog
  readonly #ofInstance
  readonly #ofPage
  readonly #instanceExists
  readonly #attach
  readonly #setValue
  readonly #detach
  readonly #nextDistinct

  constructor(database: Database, log: ChangeLog) {
    this.#log = log
    this.#ofInstance = database
      .prepare<[TenantId, InstanceId, RegionId], AttachedRow>(
        'select key, value, position from tag where tenant = ? and instance = ? and +region = ?',
      )
      .raw()
    this.#ofPage = database
      .prepare<[TenantId, string], PagedRow>(
        `select instance, key, value, position from tag
         where tenant = ? and instance in (select value from json_each(?))`,
      )
      .raw()
    this.#instanceExists = database
      .prepare<[TenantId, InstanceId, RegionId], number>(
        'select 1 from instance where tenant = ? and id = ? and region = ?',
      )
      .pluck()
    this.#attach = database.prepare<[TenantId, InstanceId, string, string, RegionId, number]>(
      'insert into tag (tenant, instance, key, value, region, position) values (?, ?, ?, ?, ?, ?)',
    )
    this.#setValue = database.prepare<[string, TenantId, InstanceId, string]>(
      'update tag set value = ? where tenant = ? and instance = ? and key = ?',
    )
    this.#detach = database.prepare<[TenantId, InstanceId, string]>(
      'delete from tag where tenant = ? and instance = ? and key = ?',
    )
    this.#nextDistinct = database.prepare<[TenantId, RegionId, string, string], Tag>(
      `select key, value from tag where tenant = ? and region = ? and (key, value) > (?, ?)
       order by key, value limit 1`,
    )
  }

  of(tenant: TenantId, region: RegionId, instances: readonly InstanceId[]): Map<InstanceId, readonly Tag[]> {
    const found = new Map<InstanceId, readonly Tag[]>()
    this.#collect(tenant, region, instances, found)
    return found
  }

  /** The tags of instances that exist, wherever they are; those without tags have no entry. */
  ofPage(tenant: TenantId, instances: readonly InstanceId[]): Map<InstanceId, readonly Tag[]> {
    const rows = Map.groupBy(this.#ofPage.all(tenant, JSON.stringify(instances)), ([instance]) => instance)
    return new Map(
      Array.from(rows, ([instance, attached]) => [
        instance,
        inOrder(attached.map(([, key, value, position]) => [key, value, position])),
      ]),
    )
  }

  /** At most `limit` distinct tags of a region after `after`: one step through the index for each, not for each instance. */
  distinct(tenant: TenantId, region: RegionId, after: Tag | undefined, limit: number): Tag[] {
    const found: Tag[] = []
    for (let last = after ?? { key: '', value: '' }; found.length < limit; ) {
      const next = this.#nextDistinct.get(tenant, region, last.key, last.value)
      if (!next) break
      found.push(next)
      last = next
    }
    return found
  }

  /** Applies a change. Must run inside a transaction. */
  change(change: TagChange): AppliedChange | Rejection {
    const before = new Map<InstanceId, readonly Tag[]>()
    for (const { region, instances } of change.edits) this.#collect(change.tenant, region, instances, before)
    return this.apply(change, before)
  }

  /** Applies a change to what was read of its instances, in the same transaction. */
  apply(change: TagChange, before: ReadonlyMap<InstanceId, readonly Tag[]>): AppliedChange | Rejection {
    const outcome = resolve(before, change, this.#log.meanwhile(change))
    return outcome.kind === 'applied' ? this.write(change, outcome.differences) : outcome
  }

  /** Writes what a change was resolved to. Must run inside a transaction. */
  write(change: TagChange, differences: readonly TagDifference[]): AppliedChange {
    if (differences.length === 0) return { kind: 'applied', differences }
    const revision = this.#log.append(change, differences)
    let instance: InstanceId | undefined
    let position = 0
    for (const difference of differences) {
      position = difference.instance === instance ? position + 1 : revision * positionsPerRevision
      instance = difference.instance
      this.#writeOne(change.tenant, difference, position)
    }
    return { kind: 'applied', revision, differences }
  }

  #collect(
    tenant: TenantId,
    region: RegionId,
    instances: readonly InstanceId[],
    found: Map<InstanceId, readonly Tag[]>,
  ): void {
    for (const instance of instances) {
      const rows = this.#ofInstance.all(tenant, instance, region)
      if (rows.length > 0 || this.#instanceExists.get(tenant, instance, region)) found.set(instance, inOrder(rows))
    }
  }

  #writeOne(tenant: TenantId, { region, instance, key, before, after }: TagDifference, position: number): void {
    const { changes } =
      after === undefined
        ? this.#detach.run(tenant, instance, key)
        : before === undefined
          ? this.#attach.run(tenant, instance, key, after, region, position)
          : this.#setValue.run(after, tenant, instance, key)
    assert(changes === 1, `a difference of ${instance} met other tags than it was computed on`)
  }
}

/** Sorted here: ten rows take SQLite's sorter longer than the reading of them. */
function inOrder(rows: AttachedRow[]): Tag[] {
  return rows.sort((one, other) => one[2] - other[2]).map(([key, value]) => ({ key, value }))
}
