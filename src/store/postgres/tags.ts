import assert from 'node:assert'
import type { InstanceId, RegionId, Tag, TenantId } from '../../tags/tag.ts'
import type { Rejection, TagChange, TagDifference, TagEdit } from '../../tags/tag-change.ts'
import type { AppliedChange } from '../store.ts'
import { type ChangeRow, toLoggedDifference } from './change-log.ts'
import type { Queries } from './queries.ts'
import { toStoredJson } from './stored-json.ts'

export type StoredTag = readonly [key: string, value: string]

/** As `change-tags-function.ts` says. */
type Told =
  | { readonly missing: readonly InstanceId[] }
  | { readonly meanwhile: readonly ChangeRow[]; readonly revision: number }
  | { readonly over: readonly InstanceId[] }
  | { readonly revision?: undefined; readonly instances: readonly [] }
  | {
      readonly revision: number
      readonly instances: readonly InstanceId[]
      readonly keys: readonly string[]
      readonly befores: readonly (string | null)[]
      readonly afters: readonly (string | null)[]
    }

/** The tags of the instance in the row `instance` of tenant `$1`, in the order in which their keys were attached. */
export const tagsOfInstance = `coalesce((
  select json_agg(json_build_array(tag.key, tag.value) order by tag.position) from tag
  where tag.tenant = $1 and tag.instance = instance.id), '[]')`

/** One step through the index for each distinct tag, not for each instance. */
const selectDistinct = `
  with recursive found as (
    (select key, value, 1 as place from tag
     where tenant = $1 and region = $2 and (key, value) > ($3::text, $4::text) order by key, value limit 1)
    union all
    select next.key, next.value, found.place + 1 from found cross join lateral (
      select key, value from tag
      where tenant = $1 and region = $2 and (key, value) > (found.key, found.value) order by key, value limit 1) as next
    where found.place < $5)
  select key, value from found order by place limit $5`

export async function readTags(
  queries: Queries,
  tenant: TenantId,
  region: RegionId,
  instances: readonly InstanceId[],
): Promise<ReadonlyMap<InstanceId, readonly Tag[]>> {
  const columns = `id, ${tagsOfInstance} as tags`
  const rows = await selectNamed<{ id: InstanceId; tags: readonly StoredTag[] }>(
    queries,
    columns,
    tenant,
    region,
    instances,
  )
  return new Map(rows.map(({ id, tags }) => [id, tags.map(toTag)]))
}

/** Those of `instances` that exist in the region. One is found by its whole key; for several it depends on the tenant. */
export function selectNamed<Row>(
  queries: Queries,
  columns: string,
  tenant: TenantId,
  region: RegionId,
  instances: readonly InstanceId[],
): Promise<readonly Row[]> {
  const select = `select ${columns} from instance where tenant = $1 and region = $2 and id`
  const [first = '', ...others] = instances
  return others.length === 0
    ? queries.all(`${select} = $3`, [tenant, region, first])
    : queries.list(`${select} = any ($3::text[])`, [tenant, region, instances])
}

/** At most `limit` distinct tags of a region after `after`. */
export function readDistinctTags(
  queries: Queries,
  tenant: TenantId,
  region: RegionId,
  after: Tag | undefined,
  limit: number,
): Promise<readonly Tag[]> {
  return queries.all<Tag>(selectDistinct, [tenant, region, after?.key ?? '', after?.value ?? '', limit])
}

const changeOne = 'select change_tags($1, $2) as told'
/** Tenants come in order, so that two nodes never wait for each other. */
const changeSeveral = `select change_tags(batch.tenant, batch.changes) as told
  from json_to_recordset($1) as batch (tenant text, changes json)`

/** Applies changes, those of each tenant one after the other, in one statement. @returns what each came to, in their order */
export async function changeTags(
  queries: Queries,
  changes: readonly TagChange[],
): Promise<readonly (AppliedChange | Rejection)[]> {
  const byTenant = [...Map.groupBy(changes.keys(), (index) => changes[index]?.tenant ?? '')].sort(byFirst)
  const batch = byTenant.map(([tenant, indexes]) => ({
    tenant,
    changes: indexes.flatMap((index) => toGiven(changes[index])),
  }))
  const [first, ...others] = batch
  if (!first) return []
  const rows = await (others.length === 0
    ? queries.all<{ told: readonly Told[] }>(changeOne, [first.tenant, toStoredJson(first.changes)])
    : queries.all<{ told: readonly Told[] }>(changeSeveral, [toStoredJson(batch)]))
  const indexes = byTenant.flatMap(([, ofTenant]) => ofTenant)
  const told = rows.flatMap((row) => row.told)
  assert(told.length === indexes.length, 'the database answered to other changes than it was given')
  const outcomes = new Map(indexes.map((index, place) => [index, told[place]]))
  return changes.map((change, index) => toOutcome(change, outcomes.get(index)))
}

function byFirst([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1
}

export function toTag([key, value]: StoredTag): Tag {
  return { key, value }
}

/** Its edits; one of nothing if it has none. */
function toGiven(given: TagChange | undefined): readonly object[] {
  assert(given)
  const { edits, seenRevision, tagsPerInstanceMax, actor, operation, requestId, at } = given
  const all: readonly TagEdit[] = edits.length > 0 ? edits : [{ region: '', instances: [] }]
  return all.map(({ region, instances, set = [], unset = [] }, index) => {
    const ends = index === all.length - 1
    const selectors = unset === 'all' ? [] : unset
    return {
      ends_change: ends,
      region,
      instances,
      set_keys: set.map(({ key }) => key),
      set_values: set.map(({ value }) => value),
      unset_all: unset === 'all',
      unset_keys: selectors.map(({ key }) => key),
      unset_values: selectors.map(({ value }) => value ?? null),
      seen_revision: seenRevision,
      tags_max: tagsPerInstanceMax,
      ...(ends && { actor, operation, request_id: requestId, at }),
    }
  })
}

function toOutcome({ edits, tagsPerInstanceMax: limit }: TagChange, told: Told | undefined): AppliedChange | Rejection {
  assert(told)
  if ('missing' in told) return { kind: 'instances-not-found', instances: told.missing }
  if ('meanwhile' in told) {
    return { kind: 'changed-since', revision: told.revision, differences: told.meanwhile.map(toLoggedDifference) }
  }
  if ('over' in told) return { kind: 'over-limit', instances: told.over, limit }
  if (told.revision === undefined) return { kind: 'applied', differences: [] }
  const { revision, instances, keys, befores, afters } = told
  const regions = new Map(edits.flatMap(({ region, instances }) => instances.map((instance) => [instance, region])))
  const differences = instances.map((instance, place): TagDifference => {
    const [region = '', key = ''] = [regions.get(instance), keys[place]]
    const [before, after] = [befores[place] ?? undefined, afters[place] ?? undefined]
    return { region, instance, key, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }
  })
  return { kind: 'applied', revision, differences }
}
