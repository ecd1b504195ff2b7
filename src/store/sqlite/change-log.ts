import assert from 'node:assert'
import type { Database } from 'better-sqlite3'
import type { InstanceId, RegionId, TenantId } from '../../tags/tag.ts'
import {
  type LoggedDifference,
  type Meanwhile,
  meanwhileMax,
  type TagChange,
  type TagDifference,
} from '../../tags/tag-change.ts'
import { Revisions } from './revisions.ts'

/** Rows of the log that a change looks through for those of its instances: ten milliseconds. */
const unseenRowsMax = 50_000

/** As the table has it. */
export interface ChangeRow {
  tenant: string
  revision: number
  region: string
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
  readonly #revisions
  readonly #ofInstancesAfter

  constructor(database: Database, revisions = new Revisions(database)) {
    this.#nextRevision = database
      .prepare<[at: number, TenantId], [revision: number, at: number]>(
        `update tenant set revision = revision + 1, changed_at = max(changed_at, ?)
         where id = ? returning revision, changed_at`,
      )
      .raw()
    this.#insert = database.prepare<
      [TenantId, number, InstanceId, string, string | null, string | null, string, string, string, number, RegionId]
    >(
      `insert into change (tenant, revision, instance, key, before, after, actor, operation, request_id, at, region)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    this.#revisions = revisions
    this.#ofInstancesAfter = database.prepare<[TenantId, number, instances: string, limit: number], ChangeRow>(
      `select * from change where tenant = ? and revision > ? and instance in (select value from json_each(?))
       order by revision limit ?`,
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
    for (const { region, instance, key, before = null, after = null } of differences) {
      this.#insert.run(tenant, revision, instance, key, before, after, actor, operation, requestId, time, region)
    }
    return revision
  }

  /**
   * What became of the instances of a change after the revision that it has seen, if anything did. No index finds it, as
   * `history.ts` says. Where too much came after, that counts as if something of theirs had.
   */
  meanwhile({ tenant, edits, seenRevision: seen }: TagChange): Meanwhile | undefined {
    if (seen === undefined) return undefined
    const revision = this.#revisions.of(tenant)
    if (revision === seen) return undefined
    if (revision < seen || this.#revisions.hasMoreAfter(tenant, seen, unseenRowsMax))
      return { revision, differences: [] }
    const instances = JSON.stringify(edits.flatMap((edit) => edit.instances))
    const rows = this.#ofInstancesAfter.all(tenant, seen, instances, meanwhileMax)
    return rows.length > 0 ? { revision, differences: rows.map(toLoggedDifference) } : undefined
  }

  /** Whole revisions after `after`: as many as the first `limit` rows belong to. */
  read(tenant: TenantId, after: number, limit: number): LoggedDifference[] {
    const last = this.#end.get(tenant, after, limit)
    return last ? this.#between.all(tenant, after, last).map(toLoggedDifference) : []
  }
}

/** A row as it is told. */
export function toLoggedDifference({ before, after, request_id, ...rest }: ChangeRow): LoggedDifference {
  return {
    ...rest,
    requestId: request_id,
    ...(before !== null && { before }),
    ...(after !== null && { after }),
  }
}
