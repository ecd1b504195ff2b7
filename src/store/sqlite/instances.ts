import assert from 'node:assert'
import type { Database } from 'better-sqlite3'
import { resolve } from '../../tags/resolve.ts'
import type { InstanceId, TenantId } from '../../tags/tag.ts'
import type { Rejection, TagChange } from '../../tags/tag-change.ts'
import type { Instance, InstanceFilter, Job, Page, TaggedInstance } from '../instance.ts'
import type {
  AppliedChange,
  ChangeGuard,
  CreationOutcome,
  GuardedOutcome,
  InstanceCreation,
  InstanceDeletion,
  InstanceUpdate,
  Provenance,
  Refused,
} from '../store.ts'
import { instanceConditions } from './instance-conditions.ts'
import { PreparedListings } from './prepared-listings.ts'
import type { Tags } from './tags.ts'

interface InstanceRow {
  tenant: string
  id: string
  region: string
  name: string
  created_at: number
  ready_at: number
  expires_at: number | null
  details: string
}

interface JobRow {
  tenant: string
  id: string
  name: string
  instance: string
  instance_name: string
  created_at: number
  ends_at: number
  forget_at: number
}

/** Instances and their jobs in one database. */
export class Instances {
  readonly #tags: Tags
  readonly #listings: PreparedListings
  readonly #find
  readonly #insert
  readonly #update
  readonly #remove
  readonly #findToken
  readonly #insertToken
  readonly #removeOldTokens
  readonly #findJob
  readonly #insertJob
  readonly #removeOldJobs

  constructor(database: Database, tags: Tags) {
    this.#tags = tags
    this.#listings = new PreparedListings(database)
    this.#find = database.prepare<[TenantId, InstanceId], InstanceRow>(
      'select * from instance where tenant = ? and id = ?',
    )
    this.#insert = database.prepare<[InstanceRow]>(
      `insert into instance (tenant, id, region, name, created_at, ready_at, expires_at, details)
       values (@tenant, @id, @region, @name, @created_at, @ready_at, @expires_at, @details)`,
    )
    this.#update = database.prepare<[name: string, details: string, TenantId, InstanceId]>(
      'update instance set name = ?, details = ? where tenant = ? and id = ?',
    )
    this.#remove = database.prepare<[TenantId, InstanceId]>('delete from instance where tenant = ? and id = ?')
    this.#findToken = database.prepare<[TenantId, string], { digest: string; instance: string }>(
      'select digest, instance from idempotency_token where tenant = ? and token = ?',
    )
    this.#insertToken = database.prepare<[TenantId, string, string, InstanceId, number]>(
      'insert into idempotency_token (tenant, token, digest, instance, forget_at) values (?, ?, ?, ?, ?)',
    )
    this.#removeOldTokens = database.prepare<[number]>('delete from idempotency_token where forget_at <= ?')
    this.#findJob = database.prepare<[TenantId, string], JobRow>('select * from job where tenant = ? and id = ?')
    this.#insertJob = database.prepare<[JobRow]>(
      `insert into job (tenant, id, name, instance, instance_name, created_at, ends_at, forget_at)
       values (@tenant, @id, @name, @instance, @instance_name, @created_at, @ends_at, @forget_at)`,
    )
    this.#removeOldJobs = database.prepare<[number]>('delete from job where forget_at <= ?')
  }

  find(tenant: TenantId, id: InstanceId): TaggedInstance | undefined {
    const row = this.#find.get(tenant, id)
    return row && this.#tagged(tenant, [row])[0]
  }

  /** Those of `ids` that exist, in their order. */
  named(tenant: TenantId, ids: readonly InstanceId[]): TaggedInstance[] {
    const rows = ids.flatMap((id) => this.#find.get(tenant, id) ?? [])
    return this.#tagged(tenant, rows)
  }

  /** A change of tags that its guard is asked about first. Must run inside a transaction. */
  changeTags<Reason>(change: TagChange, refuses: ChangeGuard<Reason>): AppliedChange | Rejection | Refused<Reason> {
    const before = new Map<InstanceId, TaggedInstance>()
    for (const { region, instances } of change.edits) {
      for (const id of instances) {
        const instance = this.find(change.tenant, id)
        if (instance?.region === region) before.set(id, instance)
      }
    }
    const reason = refuses(before)
    if (reason !== undefined) return { kind: 'refused', reason }
    return this.#tags.apply(change, new Map(Array.from(before, ([id, { tags }]) => [id, tags])))
  }

  list(tenant: TenantId, filter: InstanceFilter, { offset, limit }: Page): TaggedInstance[] {
    const { sql, parameters } = instanceConditions(filter)
    const rows = this.#listings.all<InstanceRow>(
      `select * from instance where ${sql} order by created_at desc, id limit @limit offset @offset`,
      { ...parameters, tenant, limit, offset },
    )
    return this.#tagged(tenant, rows)
  }

  count(tenant: TenantId, filter: InstanceFilter): number {
    const { sql, parameters } = instanceConditions(filter)
    const counted = this.#listings.get<{ total: number }>(`select count(*) as total from instance where ${sql}`, {
      ...parameters,
      tenant,
    })
    return counted.total
  }

  findJob(tenant: TenantId, id: string): Job | undefined {
    const row = this.#findJob.get(tenant, id)
    if (!row) return undefined
    const { instance_name: instanceName, created_at: createdAt, ends_at: endsAt, forget_at: forgetAt, ...rest } = row
    return { ...rest, instanceName, createdAt, endsAt, forgetAt }
  }

  /** Must run inside a transaction, like all that follow. */
  create(creation: InstanceCreation): CreationOutcome {
    const { instance, tags, tagsPerInstanceMax, job, idempotency, at } = creation
    const { tenant, region, id } = instance
    if (idempotency) this.#removeOldTokens.run(at)
    const before = idempotency && this.#findToken.get(tenant, idempotency.token)
    if (before && before.digest !== idempotency.digest) return { kind: 'token-used-differently' }
    if (before) return { kind: 'created-before', instance: before.instance }

    const edits = [{ region, instances: [id], set: tags }]
    const change = { ...origin(creation), tenant, edits, tagsPerInstanceMax }
    const outcome = resolve(new Map([[id, []]]), change)
    if (outcome.kind !== 'applied') return outcome
    this.#insert.run(toRow(instance))
    this.#tags.write(change, outcome.differences)
    if (idempotency) this.#insertToken.run(tenant, idempotency.token, idempotency.digest, id, idempotency.forgetAt)
    if (job) this.#addJob(job, at)
    return { kind: 'created', instance: { ...instance, tags } }
  }

  delete<Reason>(deletion: InstanceDeletion<Reason>): GuardedOutcome<Reason> {
    const { tenant, instance: id, refuses, job, at } = deletion
    const instance = this.find(tenant, id)
    if (!instance) return { kind: 'instances-not-found', instances: [id] }
    const reason = refuses?.(instance)
    if (reason !== undefined) return { kind: 'refused', reason }
    const edits = [{ region: instance.region, instances: [id], unset: 'all' as const }]
    const outcome = this.#tags.change({ ...origin(deletion), tenant, edits, tagsPerInstanceMax: 0 })
    assert(outcome.kind === 'applied', 'tags can always be removed from an instance that exists')
    this.#remove.run(tenant, id)
    if (job) this.#addJob({ ...job, instanceName: instance.name }, at)
    return { kind: 'done' }
  }

  update<Reason>({ tenant, instance: id, name, details, refuses }: InstanceUpdate<Reason>): GuardedOutcome<Reason> {
    const instance = this.find(tenant, id)
    if (!instance) return { kind: 'instances-not-found', instances: [id] }
    const reason = refuses?.(instance)
    if (reason !== undefined) return { kind: 'refused', reason }
    this.#update.run(name ?? instance.name, JSON.stringify({ ...instance.details, ...details }), tenant, id)
    return { kind: 'done' }
  }

  #tagged(tenant: TenantId, rows: readonly InstanceRow[]): TaggedInstance[] {
    const tags = this.#tags.ofPage(
      tenant,
      rows.map((row) => row.id),
    )
    return rows.map((row) => ({ ...toInstance(row), tags: tags.get(row.id) ?? [] }))
  }

  #addJob({ instanceName, createdAt, endsAt, forgetAt, ...rest }: Job, now: number): void {
    this.#removeOldJobs.run(now)
    this.#insertJob.run({
      ...rest,
      instance_name: instanceName,
      created_at: createdAt,
      ends_at: endsAt,
      forget_at: forgetAt,
    })
  }
}

function origin({ actor, operation, requestId, at }: Provenance): Provenance {
  return { actor, operation, requestId, at }
}

function toInstance({ created_at, ready_at, expires_at, details, ...rest }: InstanceRow): Instance {
  return {
    ...rest,
    createdAt: created_at,
    readyAt: ready_at,
    ...(expires_at !== null && { expiresAt: expires_at }),
    details: JSON.parse(details),
  }
}

function toRow({ createdAt, readyAt, expiresAt, details, ...rest }: Instance): InstanceRow {
  return {
    ...rest,
    created_at: createdAt,
    ready_at: readyAt,
    expires_at: expiresAt ?? null,
    details: JSON.stringify(details),
  }
}
