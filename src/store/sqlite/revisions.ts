import assert from 'node:assert'
import type { Database } from 'better-sqlite3'
import type { TenantId } from '../../tags/tag.ts'

/** The revisions of the tenants of one database, and their times. */
export class Revisions {
  readonly #last
  readonly #timeOf
  readonly #rowAfter

  constructor(database: Database) {
    this.#last = database.prepare<[TenantId], number>('select revision from tenant where id = ?').pluck()
    this.#timeOf = database
      .prepare<[TenantId, number], number>('select at from change where tenant = ? and revision = ? limit 1')
      .pluck()
    this.#rowAfter = database
      .prepare<[TenantId, number, number], number>(
        'select 1 from change where tenant = ? and revision > ? limit 1 offset ?',
      )
      .pluck()
  }

  /** The last one of a tenant; 0 if it has none, or does not exist. */
  of(tenant: TenantId): number {
    return this.#last.get(tenant) ?? 0
  }

  /** The last one at a time or before. Found by halving: they have no gap, and none is dated before the one before it. */
  at(tenant: TenantId, time: number): number {
    let [low, high] = [0, this.of(tenant)]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      const at = this.#timeOf.get(tenant, middle)
      assert(at !== undefined, `revision ${middle} of tenant ${tenant} is not in the change log`)
      if (at <= time) low = middle
      else high = middle - 1
    }
    return low
  }

  /** Whether a tenant's log has more than `count` rows after a revision; reads as many at most. */
  hasMoreAfter(tenant: TenantId, revision: number, count: number): boolean {
    return this.#rowAfter.get(tenant, revision, count) !== undefined
  }
}
