import { type InstanceSearch, type SearchCursor, searchLimits } from '../../search.ts'
import { assertPage } from './assert-limits.ts'
import { meet, planSearch, type SearchPlan } from './search-plan.ts'
import { type SearchSteps, type SqlFlavour, StatementText } from './search-statement.ts'
import { compareCursors, isIndexed, sortSql } from './sort-sql.ts'
import { type TenantScope, tenantScope } from './tenant-scope.ts'

/** The places of a page's instances, in its order. */
export interface FoundPage {
  readonly found: readonly SearchCursor[]
  readonly hasMore: boolean
  readonly total: number
}

/** The tenants' pages, merged. */
export function* searchPage(flavour: SqlFlavour, search: InstanceSearch): SearchSteps<FoundPage> {
  assertPage(search)
  const found: SearchCursor[] = []
  let total = 0
  for (const one of search.scopes) {
    const scope = yield* tenantScope(flavour, one, search.where)
    const plan = yield* planSearch(scope)
    const count = yield* countFound(plan, scope)
    total += count
    if (count > 0) found.push(...(yield* tenantPage(pagePlan(plan, count, scope, search), scope, search)))
  }
  found.sort(compareCursors(search.sort))
  return {
    found: found.slice(0, search.limit),
    hasMore: found.length > search.limit,
    total: Math.min(total, searchLimits.totalMax),
  }
}

function* countFound(plan: SearchPlan, scope: TenantScope): SearchSteps<number> {
  const statement = new StatementText(scope)
  const { from, condition } = meet(plan, scope, statement, false)
  const limit = statement.add(searchLimits.totalMax)
  const [row] = yield statement.finish(
    `select count(*) as total from (select 1 as one from ${from} where ${condition} limit ${limit}) as met`,
  )
  return Number(row?.total)
}

/** Where many are found, the first of them soon come by if all are gone through in the order of an index. */
function pagePlan(plan: SearchPlan, total: number, scope: TenantScope, { sort }: InstanceSearch): SearchPlan {
  const areMany = plan.kind !== 'named' && total >= 2 * scope.flavour.fewMax
  return areMany && isIndexed(sort) ? { kind: 'in-order' } : plan
}

/** One more than asked for, to tell whether there are more. */
function* tenantPage(plan: SearchPlan, scope: TenantScope, search: InstanceSearch): SearchSteps<SearchCursor[]> {
  const { sort, after, limit } = search
  const statement = new StatementText(scope)
  const { from, condition } = meet(plan, scope, statement, true)
  const sql = sortSql(sort, after, statement)
  const rows = yield statement.finish(
    `select ${['instance.id as id', ...sql.columns].join(', ')} from ${from} ${sql.joins}
     where ${condition} and ${sql.behind} order by ${sql.order} limit ${statement.add(limit + 1)}`,
  )
  return rows.map((row) => ({
    values: sort.map((_, index) => row[`sort${index}`] ?? null),
    tenant: scope.tenant,
    instance: String(row.id),
  }))
}
