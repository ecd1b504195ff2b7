import assert from 'node:assert'
import type { Database } from 'better-sqlite3'
import { resolve } from '../../tags/resolve.ts'
import type { InstanceId, RegionId, Tag, TenantId } from '../../tags/tag.ts'
import type { Rejection, TagChange, TagDifference } from '../../tags/tag-change.ts'
import type { AppliedChange, LoggedDifference } from '../store.ts'

/** A later change attaches its keys behind those of earlier ones; a change has fewer differences than this. */
const positionsPerRevision = 2 ** 20

type AttachedRow = [key: string, value: string, position: number]

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

/** Tags, revisions and the change log of one database. The only code that writes them. */
export class Tags {
  readonly #ofInstance
  readonly #instanceExists
  readonly #attach
  readonly #setValue
  readonly #detach
  readonly #nextRevision
  readonly #log
  readonly #nextDistinct
  readonly #isAttachedIn
  readonly #logEnd
  readonly #changes

  constructor(database: Database) {
    this.#ofInstance = database
      .prepare<[TenantId, InstanceId, RegionId], AttachedRow>(
        'select key, value, position from tag where tenant = ? and instance = ? and region = ?',
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
    this.#nextRevision = database
      .prepare<[TenantId], number>('update tenant set revision = revision + 1 where id = ? returning revision')
      .pluck()
    this.#log = database.prepare<
      [TenantId, number, InstanceId, string, string | null, string | null, string, string, string, number]
    >('insert into change values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    this.#nextDistinct = database.prepare<[TenantId, string, string], Tag>(
      'select key, value from tag where tenant = ? and (key, value) > (?, ?) order by key, value limit 1',
    )
    this.#isAttachedIn = database
      .prepare<[TenantId, string, string, RegionId], number>(
        'select 1 from tag where tenant = ? and key = ? and value = ? and region = ? limit 1',
      )
      .pluck()
    this.#logEnd = database
      .prepare<[TenantId, number, number], number>(
        'select max(revision) from (select revision from change where tenant = ? and revision > ? order by revision limit ?)',
      )
      .pluck()
    this.#changes = database.prepare<[TenantId, number, number], ChangeRow>(
      'select * from change where tenant = ? and revision > ? and revision <= ? order by revision, instance, key',
    )
  }

  of(tenant: TenantId, region: RegionId, instances: readonly InstanceId[]): Map<InstanceId, readonly Tag[]> {
    const found = new Map<InstanceId, readonly Tag[]>()
    for (const instance of instances) {
      const rows = this.#ofInstance.all(tenant, instance, region)
      if (rows.length > 0 || this.#instanceExists.get(tenant, instance, region)) found.set(instance, inOrder(rows))
    }
    return found
  }

  /** Applies a change. Must run inside a transaction. */
  change(change: TagChange): AppliedChange | Rejection {
    const outcome = resolve(this.of(change.tenant, change.region, change.instances), change)
    if (outcome.kind !== 'applied' || outcome.differences.length === 0) return outcome

    const revision = this.#nextRevision.get(change.tenant)
    assert(revision !== undefined, `tenant ${change.tenant} owns instances but is not stored`)
    outcome.differences.forEach((difference, index) => {
      this.#write(change, difference, revision, index)
      this.#record(change, difference, revision)
    })
    return { ...outcome, revision }
  }

  distinct(tenant: TenantId, region: RegionId, after: Tag | undefined, limit: number): Tag[] {
    const found: Tag[] = []
    let last = after ?? { key: '', value: '' }
    while (found.length < limit) {
      const next = this.#nextDistinct.get(tenant, last.key, last.value)
      if (!next) break
      if (this.#isAttachedIn.get(tenant, next.key, next.value, region)) found.push(next)
      last = next
    }
    return found
  }

  changes(tenant: TenantId, after: number, limit: number): LoggedDifference[] {
    const last = this.#logEnd.get(tenant, after, limit)
    return last ? this.#changes.all(tenant, after, last).map(toLoggedDifference) : []
  }

  #write(
    { tenant, region }: TagChange,
    { instance, key, before, after }: TagDifference,
    revision: number,
    index: number,
  ): void {
    const position = revision * positionsPerRevision + index
    const { changes } =
      after === undefined
        ? this.#detach.run(tenant, instance, key)
        : before === undefined
          ? this.#attach.run(tenant, instance, key, after, region, position)
          : this.#setValue.run(after, tenant, instance, key)
    assert(changes === 1, `a difference of ${instance} met other tags than it was computed on`)
  }

  #record({ tenant, actor, operation, requestId, at }: TagChange, difference: TagDifference, revision: number): void {
    const { instance, key, before = null, after = null } = difference
    this.#log.run(tenant, revision, instance, key, before, after, actor, operation, requestId, at)
  }
}

/** Sorted here: ten rows take SQLite's sorter longer than the reading of them. */
function inOrder(rows: AttachedRow[]): Tag[] {
  return rows.sort((one, other) => one[2] - other[2]).map(([key, value]) => ({ key, value }))
}

function toLoggedDifference({ before, after, request_id, ...rest }: ChangeRow): LoggedDifference {
  return {
    ...rest,
    requestId: request_id,
    ...(before !== null && { before }),
    ...(after !== null && { after }),
  }
}
