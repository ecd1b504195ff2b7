import assert from 'node:assert'
import type { InstanceId, TenantId } from '../../tags/tag.ts'
import type { Rejection, TagChange } from '../../tags/tag-change.ts'
import type { Instance, InstanceFilter, Json, Page, TaggedInstance } from '../instance.ts'
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
import { addJob } from './jobs.ts'
import type { Queries } from './queries.ts'
import { toStoredJson } from './stored-json.ts'
import { Parameters } from './tag-conditions.ts'
import { changeTags, type StoredTag, selectNamed, tagsOfInstance, toTag } from './tags.ts'
import type { Transaction } from './transaction.ts'

interface InstanceRow {
  readonly tenant: string
  readonly id: string
  readonly region: string
  readonly name: string
  readonly created_at: number
  readonly ready_at: number
  readonly expires_at: number | null
  readonly details: { readonly [name: string]: Json }
  readonly tags: readonly StoredTag[]
}

const columns = 'tenant, id, region, name, created_at, ready_at, expires_at, details'
const taggedColumns = `${columns}, ${tagsOfInstance} as tags`
const selectInstances = `select ${taggedColumns} from instance`
const lockTenant = 'select from tenant where id = $1 for update'
const insertInstance = `insert into instance (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8)`
const removeOldTokens = 'delete from idempotency_token where tenant = $1 and forget_at <= $2'
const selectToken = 'select digest, instance from idempotency_token where tenant = $1 and token = $2'
const insertToken = `insert into idempotency_token (tenant, token, digest, instance, forget_at)
  values ($1, $2, $3, $4, $5)`

export async function findInstance(
  queries: Queries,
  tenant: TenantId,
  id: InstanceId,
): Promise<TaggedInstance | undefined> {
  const row = await queries.get<InstanceRow>(`${selectInstances} where tenant = $1 and id = $2`, [tenant, id])
  return row && toTaggedInstance(row)
}

/** Those of `ids` that exist, in any order. */
export async function findInstances(
  queries: Queries,
  tenant: TenantId,
  ids: readonly InstanceId[],
): Promise<readonly TaggedInstance[]> {
  const select = `${selectInstances} where tenant = $1 and id = any ($2::text[])`
  return (await queries.list<InstanceRow>(select, [tenant, ids])).map(toTaggedInstance)
}

/** The page and the total are of one state. */
export async function listInstances(
  queries: Queries,
  tenant: TenantId,
  filter: InstanceFilter,
  { offset, limit }: Page,
): Promise<{ instances: readonly TaggedInstance[]; total: number }> {
  const parameters = new Parameters()
  const owner = parameters.add(tenant)
  const conditions = instanceConditions(owner, filter, parameters)
  const rows = await queries.list<Omit<InstanceRow, 'id'> & { id: string | null; total: number }>(
    `select counted.total, page.* from (select count(*) as total from instance where ${conditions}) as counted
     left join (
       ${selectInstances} where ${conditions} order by created_at desc, id
       limit ${parameters.add(limit)} offset ${parameters.add(offset)}) as page on true
     order by page.created_at desc, page.id`,
    parameters.values,
  )
  const instances = rows.flatMap(({ total, id, ...row }) => (id === null ? [] : [toTaggedInstance({ id, ...row })]))
  return { instances, total: rows[0]?.total ?? 0 }
}

export async function countInstances(queries: Queries, tenant: TenantId, filter: InstanceFilter): Promise<number> {
  const parameters = new Parameters()
  const conditions = instanceConditions(parameters.add(tenant), filter, parameters)
  const [counted] = await queries.list<{ total: number }>(
    `select count(*) as total from instance where ${conditions}`,
    parameters.values,
  )
  return counted?.total ?? 0
}

/** Asks `refuses` first, under the tenant's lock: two round trips. */
export async function changeTagsGuarded<Reason>(
  transaction: Transaction,
  change: TagChange,
  refuses: ChangeGuard<Reason>,
): Promise<AppliedChange | Rejection | Refused<Reason>> {
  const { tenant, edits } = change
  const [, ...found] = await Promise.all([
    transaction.run(lockTenant, [tenant]),
    ...Array.from(
      Map.groupBy(edits, ({ region }) => region),
      ([region, ofRegion]) => {
        const instances = ofRegion.flatMap((edit) => edit.instances)
        return selectNamed<InstanceRow>(transaction, taggedColumns, tenant, region, instances)
      },
    ),
  ])
  const reason = refuses(new Map(found.flat().map((row) => [row.id, toTaggedInstance(row)])))
  if (reason !== undefined) return { kind: 'refused', reason }
  const [[outcome]] = await Promise.all([changeTags(transaction, [change]), transaction.commit()])
  assert(outcome)
  return outcome
}

export async function createInstance(transaction: Transaction, creation: InstanceCreation): Promise<CreationOutcome> {
  const { instance, tags, tagsPerInstanceMax, job, idempotency, at } = creation
  const { tenant, region, id } = instance
  const before = await meetToken(transaction, creation)
  if (before && before.digest !== idempotency?.digest) return { kind: 'token-used-differently' }
  if (before) return { kind: 'created-before', instance: before.instance }
  if (tags.length > tagsPerInstanceMax) return { kind: 'over-limit', instances: [id], limit: tagsPerInstanceMax }

  const change = { ...origin(creation), tenant, edits: [{ region, instances: [id], set: tags }], tagsPerInstanceMax }
  await Promise.all([
    transaction.run(insertInstance, toValues(instance)),
    changeTags(transaction, [change]),
    idempotency &&
      transaction.run(insertToken, [tenant, idempotency.token, idempotency.digest, id, idempotency.forgetAt]),
    job && addJob(transaction, job, at),
    transaction.commit(),
  ])
  return { kind: 'created', instance: { ...instance, tags } }
}

export async function deleteInstance<Reason>(
  transaction: Transaction,
  deletion: InstanceDeletion<Reason>,
): Promise<GuardedOutcome<Reason>> {
  const { tenant, instance: id, refuses, job, at } = deletion
  const instance = await meetInstance(transaction, tenant, id)
  if (!instance) return { kind: 'instances-not-found', instances: [id] }
  const reason = refuses?.(instance)
  if (reason !== undefined) return { kind: 'refused', reason }
  const { region, name: instanceName } = instance
  const edits = [{ region, instances: [id], unset: 'all' as const }]
  const change = { ...origin(deletion), tenant, edits, tagsPerInstanceMax: 0 }
  await Promise.all([
    changeTags(transaction, [change]),
    transaction.run('delete from instance where tenant = $1 and id = $2', [tenant, id]),
    job && addJob(transaction, { ...job, instanceName }, at),
    transaction.commit(),
  ])
  return { kind: 'done' }
}

export async function updateInstance<Reason>(
  transaction: Transaction,
  { tenant, instance: id, name, details, refuses }: InstanceUpdate<Reason>,
): Promise<GuardedOutcome<Reason>> {
  const instance = await meetInstance(transaction, tenant, id)
  if (!instance) return { kind: 'instances-not-found', instances: [id] }
  const reason = refuses?.(instance)
  if (reason !== undefined) return { kind: 'refused', reason }
  const update = 'update instance set name = $3, details = $4 where tenant = $1 and id = $2'
  const values = [tenant, id, name ?? instance.name, toStoredJson({ ...instance.details, ...details })]
  await Promise.all([transaction.run(update, values), transaction.commit()])
  return { kind: 'done' }
}

/** Inserts instances without tags, for a load. */
export async function insertInstances(queries: Queries, instances: readonly Instance[]): Promise<void> {
  await Promise.all(instances.map((instance) => queries.run(insertInstance, toValues(instance))))
}

async function meetInstance(transaction: Transaction, tenant: TenantId, id: InstanceId) {
  const [, instance] = await Promise.all([transaction.run(lockTenant, [tenant]), findInstance(transaction, tenant, id)])
  return instance
}

/** What the creation's token was used for before. */
async function meetToken(transaction: Transaction, { instance: { tenant }, idempotency, at }: InstanceCreation) {
  const [, , before] = await Promise.all([
    transaction.run(lockTenant, [tenant]),
    idempotency && transaction.run(removeOldTokens, [tenant, at]),
    idempotency && transaction.get<{ digest: string; instance: InstanceId }>(selectToken, [tenant, idempotency.token]),
  ])
  return before
}

function origin({ actor, operation, requestId, at }: Provenance): Provenance {
  return { actor, operation, requestId, at }
}

function toTaggedInstance(row: InstanceRow): TaggedInstance {
  const { tenant, id, region, name, created_at: createdAt, ready_at: readyAt, expires_at: expiresAt, details } = row
  return {
    tenant,
    id,
    region,
    name,
    createdAt,
    readyAt,
    ...(expiresAt !== null && { expiresAt }),
    details,
    tags: row.tags.map(toTag),
  }
}

function toValues({ tenant, id, region, name, createdAt, readyAt, expiresAt, details }: Instance) {
  return [tenant, id, region, name, createdAt, readyAt, expiresAt ?? null, toStoredJson(details)]
}
