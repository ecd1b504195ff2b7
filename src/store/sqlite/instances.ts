import type { Database, Statement } from 'better-sqlite3'
import type { InstanceId, TenantId } from '../../tags/tag.ts'
import type {
  AttachedTag,
  AttachedTagFilter,
  Instance,
  InstanceFilter,
  Job,
  Page,
  TaggedInstance,
} from '../instance.ts'
import type {
  CreationOutcome,
  GuardedOutcome,
  InstanceCreation,
  InstanceDeletion,
  InstanceUpdate,
  Provenance,
} from '../store.ts'
import { attachedTagConditions, instanceConditions } from './instance-conditions.ts'
import type { Tags } from './tags.ts'

/** Listings are prepared once for each combination of filters; callers choose the combination, so it is bounded. */
const preparedListingsMax = 200
/** Huawei Cloud keeps a job visible for a month; older ones go when the next is made. */
const jobLifeMs = 31 * 24 * 3_600_000

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
}

type Parameters = [Readonly<Record<string, string | number>>]

/** Instances and their jobs in one database. */
export class Instances {
  readonly #database: Database
  readonly #tags: Tags
  readonly #listings = new Map<string, Statement<Parameters>>()
  readonly #find
  readonly #insert
  readonly #update
  readonly #remove
  readonly #findToken
  readonly #insertToken
  readonly #findJob
  readonly #insertJob
  readonly #removeOldJobs

  constructor(database: Database, tags: Tags) {
    this.#database = database
    this.#tags = tags
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
    this.#insertToken = database.prepare<[TenantId, string, string, InstanceId]>(
      'insert into idempotency_token (tenant, token, digest, instance) values (?, ?, ?, ?)',
    )
    this.#findJob = database.prepare<[TenantId, string], JobRow>('select * from job where tenant = ? and id = ?')
    this.#insertJob = database.prepare<[JobRow]>(
      `insert into job (tenant, id, name, instance, instance_name, created_at, ends_at)
       values (@tenant, @id, @name, @instance, @instance_name, @created_at, @ends_at)`,
    )
    this.#removeOldJobs = database.prepare<[TenantId, number]>('delete from job where tenant = ? and created_at < ?')
  }

  find(tenant: TenantId, id: InstanceId): TaggedInstance | undefined {
    const row = this.#find.get(tenant, id)
    return row && this.#tagged(toInstance(row))
  }

  list(tenant: TenantId, filter: InstanceFilter, { offset, limit }: Page): TaggedInstance[] {
    const { sql, parameters } = instanceConditions(filter)
    const listing = this.#listing(
      `select * from instance where ${sql} order by created_at desc, id limit @limit offset @offset`,
    )
    const rows = listing.all({ ...parameters, tenant, limit, offset }) as InstanceRow[]
    return rows.map((row) => this.#tagged(toInstance(row)))
  }

  count(tenant: TenantId, filter: InstanceFilter): number {
    const { sql, parameters } = instanceConditions(filter)
    const listing = this.#listing(`select count(*) as total from instance where ${sql}`)
    return (listing.get({ ...parameters, tenant }) as { total: number }).total
  }

  listAttachedTags(
    filter: AttachedTagFilter,
    after: Pick<AttachedTag, 'instance' | 'key'> = { instance: '', key: '' },
    limit: number,
  ): AttachedTag[] {
    const { sql, parameters } = attachedTagConditions(filter)
    const listing = this.#listing(
      `select instance, key, value from tag
       where ${sql} and (instance, key) > (@afterInstance, @afterKey) order by instance, key limit @limit`,
    )
    return listing.all({ ...parameters, afterInstance: after.instance, afterKey: after.key, limit }) as AttachedTag[]
  }

  findJob(tenant: TenantId, id: string): Job | undefined {
    const row = this.#findJob.get(tenant, id)
    if (!row) return undefined
    const { instance_name: instanceName, created_at: createdAt, ends_at: endsAt, ...rest } = row
    return { ...rest, instanceName, createdAt, endsAt }
  }

  /** Must run inside a transaction, like all that follow. */
  create(creation: InstanceCreation): CreationOutcome {
    const { instance, tags, tagsPerInstanceMax, job, idempotency } = creation
    const { tenant } = instance
    const before = idempotency && this.#findToken.get(tenant, idempotency.token)
    if (before && before.digest !== idempotency.digest) return { kind: 'token-used-differently' }
    if (before) return { kind: 'created-before', instance: before.instance }
    if (tags.length > tagsPerInstanceMax) {
      return { kind: 'over-limit', instances: [instance.id], limit: tagsPerInstanceMax }
    }
    this.insert({ ...instance, tags }, creation)
    if (idempotency) this.#insertToken.run(tenant, idempotency.token, idempotency.digest, instance.id)
    if (job) this.#addJob(job)
    return { kind: 'created', instance: { ...instance, tags } }
  }

  /** An instance with tags that were found good before. */
  insert({ tags, ...instance }: TaggedInstance, provenance: Provenance): void {
    this.#insert.run(toRow(instance))
    const { tenant, region, id } = instance
    this.#tags.change({
      ...origin(provenance),
      tenant,
      region,
      instances: [id],
      set: tags,
      tagsPerInstanceMax: Infinity,
    })
  }

  delete(deletion: InstanceDeletion): GuardedOutcome {
    const { tenant, instance: id, permits, job } = deletion
    const instance = this.find(tenant, id)
    if (!instance) return { kind: 'instances-not-found', instances: [id] }
    if (permits && !permits(instance)) return { kind: 'not-permitted' }
    const { region } = instance
    this.#tags.change({ ...origin(deletion), tenant, region, instances: [id], unset: 'all', tagsPerInstanceMax: 0 })
    this.#remove.run(tenant, id)
    if (job) this.#addJob(job)
    return { kind: 'done' }
  }

  update({ tenant, instance: id, name, details, permits }: InstanceUpdate): GuardedOutcome {
    const instance = this.find(tenant, id)
    if (!instance) return { kind: 'instances-not-found', instances: [id] }
    if (permits && !permits(instance)) return { kind: 'not-permitted' }
    this.#update.run(name ?? instance.name, JSON.stringify({ ...instance.details, ...details }), tenant, id)
    return { kind: 'done' }
  }

  #tagged(instance: Instance): TaggedInstance {
    const { tenant, region, id } = instance
    return { ...instance, tags: this.#tags.of(tenant, region, [id]).get(id) ?? [] }
  }

  #addJob({ instanceName, createdAt, endsAt, ...rest }: Job): void {
    this.#insertJob.run({ ...rest, instance_name: instanceName, created_at: createdAt, ends_at: endsAt })
    this.#removeOldJobs.run(rest.tenant, createdAt - jobLifeMs)
  }

  #listing(sql: string): Statement<Parameters> {
    const prepared = this.#listings.get(sql)
    if (prepared) return prepared
    if (this.#listings.size >= preparedListingsMax) this.#listings.clear()
    const statement = this.#database.prepare<Parameters>(sql)
    this.#listings.set(sql, statement)
    return statement
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
