import type { InstanceId } from '../../../tags/tag.ts'
import { conditionSql, needsInstance } from './condition-sql.ts'
import { mapTerms } from './map-terms.ts'
import { allOf, type SearchSteps, type StatementText } from './search-statement.ts'
import { followSource, type Lead, leadsOf, sourceConditions, type TagSource } from './tag-source.ts'
import type { TenantScope } from './tenant-scope.ts'
import { isOneOf } from './text-test-sql.ts'

/**
 * How the instances that a search finds are met: few, by their ids; those that carry a tag, through the index by key;
 * or by going through all of the tenant, in the order of the page if many of them are found.
 */
export type SearchPlan =
  | { readonly kind: 'named'; readonly ids: readonly InstanceId[] }
  | { readonly kind: 'tagged'; readonly source: TagSource }
  | { readonly kind: 'scanned' }
  | { readonly kind: 'in-order' }

/** How far the tags of sources are counted to tell which has the fewest. */
const comparedMax = 200_000

/** Follows each lead a little way, and takes the one that ends first. */
export function* planSearch(scope: TenantScope): SearchSteps<SearchPlan> {
  const long: TagSource[] = []
  for (const lead of leadsOf(scope.where)) {
    const ids = yield* follow(lead, scope)
    if (ids) return { kind: 'named', ids }
    const [source, another] = lead.sources
    if (source && !another && lead.ids.length === 0) long.push(source)
  }
  const source = yield* fewest(long, scope)
  return source ? { kind: 'tagged', source } : { kind: 'scanned' }
}

/** The instances met, in SQL: rows, and the conditions that choose those for which the search holds. */
export interface Met {
  readonly from: string
  readonly condition: string
  /** SQL of an instance's id. */
  readonly id: string
}

/** @param wantsInstance whether the row `instance` is to be among them whatever the conditions ask for */
export function meet(plan: SearchPlan, scope: TenantScope, statement: StatementText, wantsInstance: boolean): Met {
  const { flavour, only } = scope
  const where = plan.kind === 'tagged' ? withoutSource(scope.where, plan.source) : scope.where
  const withInstance = wantsInstance || plan.kind !== 'tagged' || needsInstance(where)
  const id = plan.kind === 'tagged' ? 'found.instance' : 'instance.id'
  const rows = meetRows(plan, scope, statement, withInstance)
  const isInRegion = only && withInstance ? isOneOf('instance.region', only, statement) : 'true'
  const condition = allOf([rows.condition, isInRegion, flavour.inTime, conditionSql(where, { statement, id })])
  return { from: rows.from, condition, id }
}

function meetRows(
  plan: SearchPlan,
  scope: TenantScope,
  statement: StatementText,
  withInstance: boolean,
): Pick<Met, 'from' | 'condition'> {
  const { flavour, tenant } = statement
  if (plan.kind === 'in-order') return { from: 'instance', condition: `instance.tenant = ${tenant}` }
  if (plan.kind === 'scanned') {
    const from = flavour.scanned(scope.only !== undefined || needsInstance(scope.where))
    return { from, condition: `instance.tenant = ${tenant}` }
  }
  if (plan.kind === 'named') return flavour.fromNamed(tenant, statement.add(plan.ids))
  const condition = sourceConditions(plan.source, scope, statement).join(' and ')
  if (!withInstance) return { from: 'tag found', condition }
  const instance = `instance on instance.tenant = ${tenant} and instance.id = found.instance`
  return { from: `tag found ${flavour.join} ${instance}`, condition }
}

/** The ids that a lead leads to, if they are few. */
function* follow({ sources, ids }: Lead, scope: TenantScope): SearchSteps<readonly InstanceId[] | undefined> {
  const { fewMax } = scope.flavour
  const found = new Set(ids)
  for (const source of scope.tagRegions.length > 0 ? sources : []) {
    const rows = yield followSource('id', source, scope, fewMax + 1)
    for (const { id } of rows) found.add(String(id))
    if (found.size > fewMax) return undefined
  }
  return [...found]
}

/** The one with the fewest tags; of those with many, the first. */
export function* fewest(sources: readonly TagSource[], scope: TenantScope): SearchSteps<TagSource | undefined> {
  const [first, second] = sources
  if (!second) return first
  let best: { readonly source: TagSource; readonly total: number } | undefined
  for (const source of sources) {
    const [row] = yield followSource('count', source, scope, best?.total ?? comparedMax)
    const total = Number(row?.total)
    if (!best || total < best.total) best = { source, total }
  }
  return best?.source
}

/** What is left to ask of an instance that was found through a source. */
function withoutSource(where: TenantScope['where'], { term: met }: TagSource): TenantScope['where'] {
  if (typeof where === 'boolean') return where
  if (where === met) return true
  return where.kind === 'and' && where.parts.some((part) => part === met)
    ? mapTerms({ ...where, parts: where.parts.filter((part) => part !== met) }, (term) => term)
    : where
}
