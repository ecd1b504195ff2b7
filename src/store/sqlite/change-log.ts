import assert from 'node:assert'
import type { Database } from 'better-sqlite3'
import type { InstanceId, TenantId } from '../../tags/tag.ts'
import type { TagChange, TagDifference } from '../../tags/tag-change.ts'
import type { LoggedDifference } from '../store.ts'

interface ChangeRow {
  tenant: string
  revision: number
  instance: string
  key: string
  before: string | null
  after: string | null
  actor: string
  operation: string
  request_id: string
  at: number
}

/** Revisions and the change log of one database. */
export class ChangeLog {
  readonly #nextRevision
  readonly #insert
  readonly #end
  readonly #between

  constructor(database: Database) {
    this.#nextRevision = database
      .prepare<[at: number, TenantId], [revision: number, at: number]>(
        `update tenant set revision = revision + 1, changed_at = max(changed_at, ?)
         where id = ? returning revision, changed_at`,
      )
      .raw()
    this.#insert = database.prepare<
      [TenantId, number, InstanceId, string, string | null, string | null, string, string, string, number]
    >(
      `insert into change (tenant, revision, instance, key, before, after, actor, operation, request_id, at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#end = database
      .prepare<[TenantId, number, number], number>(
        `select max(revision) from
         (select revision from change where tenant = ? and revision > ? order by revision limit ?)`,
      )
      .pluck()
    this.#between = database.prepare<[TenantId, number, number], ChangeRow>(
      'select * from change where tenant = ? and revision > ? and revision <= ? order by revision, instance, key',
    )
  }

  /**
   * Gives a change the tenant's next revision, and records what it changed. Must run inside a transaction. The time of
   * a revision is never before that of the one before it, whatever the clock did.
   * @returns the revision
   */
  append({ tenant, actor, operation, requestId, at }: TagChange, differences: readonly TagDifference[]): number {
    const next = this.#nextRevision.get(at, tenant)
    assert(next, `tenant ${tenant} owns instances but is not stored`)
    const [revision, time] = next
    for (const { instance, key, before = null, after = null } of differences) {
      this.#insert.run(tenant, revision, instance, key, before, after, actor, operation, requestId, time)
    }
    return revision
  }

  /** Whole revisions after `after`: as many as the first `limit` rows belong to. */
  read(tenant: TenantId, after: number, limit: number): LoggedDifference[] {
    const last = this.#end.get(tenant, after, limit)
    return last ? this.#between.all(tenant, after, last).map(toLoggedDifference) : []
  }
}

function toLoggedDifference({ before, after, request_id, ...rest }: ChangeRow): LoggedDifference {
  return {
    ...rest,
    requestId: request_id,
    ...(before !== null && { before }),
    ...(after !== null && { after }),
  }
}
