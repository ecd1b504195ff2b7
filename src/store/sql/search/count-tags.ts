import { compareCodePoints } from '../../../tags/compare-code-points.ts'
import type { CountedTags, SearchFilter, TagCount, TagCounts } from '../../search.ts'
import { assertCounts } from './assert-limits.ts'
import { fewest, type Met, meet, planSearch, type SearchPlan } from './search-plan.ts'
import { allOf, type SearchSteps, type SqlFlavour, StatementText } from './search-statement.ts'
import { type TenantScope, tenantScope } from './tenant-scope.ts'
import { beginsWith } from './text-test-sql.ts'

/** Of several tenants, each tells its most frequent: what is rare in all of them may be counted too low beyond. */
const countsOfEachMax = 10_000

/** What is counted: the keys, or the values of one key. */
export interface Counted extends CountedTags {
  readonly key?: string
}

/** The tenants' counts, summed up. */
export function* countTags(flavour: SqlFlavour, filter: SearchFilter, counted: Counted): SearchSteps<TagCounts> {
  assertCounts(filter, counted)
  const limit = filter.scopes.length > 1 ? countsOfEachMax : counted.limit + 1
  const sums = new Map<string, number>()
  for (const one of filter.scopes) {
    const scope = yield* tenantScope(flavour, one, filter.where)
    if (scope.tagRegions.length === 0) continue
    const rows = yield* countInTenant(scope, { ...counted, limit })
    for (const { text, instances } of rows) sums.set(text, (sums.get(text) ?? 0) + instances)
  }
  const counts = Array.from(sums, ([text, instances]): TagCount => ({ text, instances }))
  counts.sort((one, other) => other.instances - one.instances || compareCodePoints(one.text, other.text))
  return { kind: 'counts', counts: counts.slice(0, counted.limit), hasMore: counts.length > counted.limit }
}

function* countInTenant(scope: TenantScope, counted: Counted): SearchSteps<readonly TagCount[]> {
  const statement = new StatementText(scope)
  const parts =
    scope.where === true
      ? scope.tagRegions.map((region) => countOfRegion(statement.add(region), counted, statement))
      : [countOfFound(yield* planCount(scope, counted), scope, counted, statement)]
  const rows = yield statement.finish(
    `select item, sum(instances) as instances from (${parts.join(' union all ')}) as parts
     group by item order by instances desc, item limit ${statement.add(counted.limit)}`,
  )
  return rows.map((row) => ({ text: String(row.item), instances: Number(row.instances) }))
}

/** Counts of all tags of a region, in the order of the index by key. @param region its placeholder */
function countOfRegion(region: string, counted: Counted, statement: StatementText): string {
  const { key } = counted
  const isInRegion = `counted.tenant = ${statement.tenant} and counted.region = ${region}`
  if (key === undefined) return countOfKeys(isInRegion, counted, statement)
  const condition = `${isInRegion} and counted.key = ${statement.add(key)}`
  return countOf('counted', { from: 'tag counted', condition }, counted, statement)
}

/** One step through the index for each key, and a count of what stands there. */
function countOfKeys(isInRegion: string, { beginning }: Counted, statement: StatementText): string {
  const keys = `from tag counted where ${isInRegion}`
  const begins = beginning ? beginsWith('keys.item', beginning, statement) : 'true'
  return `select keys.item, (select count(*) ${keys} and counted.key = keys.item) as instances from (
      with recursive found(item) as (
        select (select key ${keys} order by key limit 1)
        union all
        select (select key ${keys} and key > found.item order by key limit 1) from found where found.item is not null)
      select item from found where item is not null) as keys
    where ${allOf([begins, statement.flavour.inTime])}`
}

/** Counts of the tags of the instances found. */
function countOfFound(plan: SearchPlan, scope: TenantScope, counted: Counted, statement: StatementText): string {
  const { key } = counted
  const met = meet(plan, scope, statement, false)
  if (plan.kind === 'tagged' && plan.source.key === key) return countOf('found', met, counted, statement)
  const isOfKey = key === undefined ? '' : `and counted.key = ${statement.add(key)}`
  const from = `${met.from} ${scope.flavour.join} tag counted
    on counted.tenant = ${statement.tenant} and counted.instance = ${met.id} ${isOfKey}`
  return countOf('counted', { ...met, from }, counted, statement)
}

/** @param row what a counted tag is called in SQL */
function countOf(
  row: string,
  { from, condition }: Pick<Met, 'from' | 'condition'>,
  { key, beginning }: Counted,
  statement: StatementText,
): string {
  const item = `${row}.${key === undefined ? 'key' : 'value'}`
  const begins = beginning ? beginsWith(item, beginning, statement) : 'true'
  const conditions = allOf([condition, begins, statement.flavour.inTime])
  return `select ${item} as item, count(*) as instances from ${from} where ${conditions} group by ${item}`
}

/** Values are found through the index by key, unless the instances are fewer. */
function* planCount(scope: TenantScope, { key }: Counted): SearchSteps<SearchPlan> {
  const plan = yield* planSearch(scope)
  if (plan.kind === 'named' || key === undefined) return plan
  const source = yield* fewest(plan.kind === 'tagged' ? [plan.source, { key }] : [{ key }], scope)
  return source ? { kind: 'tagged', source } : plan
}
