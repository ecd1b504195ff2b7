import type { Selector, Term, TextTest } from '../../../tags/selector/selector.ts'
import { type SearchStatement, StatementText } from './search-statement.ts'
import type { TenantScope } from './tenant-scope.ts'
import { passesTest } from './text-test-sql.ts'

/** Tags that lead to instances through the index by key: those of a key, with values that pass `test`. */
export interface TagSource {
  readonly key: string
  readonly test?: TextTest
  /** What it holds for, and so need not be asked again. */
  readonly term?: Term
}

/** Where all instances that a selector holds for are to be found: they carry one of these tags, or have one of these ids. */
export interface Lead {
  readonly sources: readonly TagSource[]
  readonly ids: readonly string[]
}

/** As few leads as can be followed in no time, of a selector of many conditions. */
const leadsMax = 6

const ranks: Readonly<Record<TextTest['kind'] | 'exists', number>> = {
  is: 0,
  begins: 1,
  exists: 2,
  contains: 3,
  matches: 4,
}

/** The leads that each suffice by themselves, those first that probably lead to the fewest. */
export function leadsOf(where: Selector | boolean): readonly Lead[] {
  if (typeof where === 'boolean') return where ? [] : [{ sources: [], ids: [] }]
  return allLeads(where)
    .toSorted((one, other) => rankOf(one) - rankOf(other))
    .slice(0, leadsMax)
}

/** The rows `found` of `tag` that a source names. */
export function sourceConditions({ key, test }: TagSource, scope: TenantScope, statement: StatementText): string[] {
  return [
    `found.tenant = ${statement.tenant}`,
    `found.region in (${scope.tagRegions.map((region) => statement.add(region)).join(', ')})`,
    `found.key = ${statement.add(key)}`,
    test ? passesTest('found.value', test, statement) : 'true',
  ]
}

/** The instances that a source leads to, or how many: `limit` at most. No instance comes twice, since it has a key once. */
export function followSource(
  select: 'id' | 'count',
  source: TagSource,
  scope: TenantScope,
  limit: number,
): SearchStatement {
  const statement = new StatementText(scope)
  const conditions = sourceConditions(source, scope, statement).join(' and ')
  const rows = `select found.instance as id from tag found where ${conditions} limit ${statement.add(limit)}`
  return statement.finish(select === 'id' ? rows : `select count(*) as total from (${rows}) as counted`)
}

function allLeads(where: Selector): readonly Lead[] {
  switch (where.kind) {
    case 'and':
      return where.parts.flatMap(allLeads)
    case 'or':
      return leadOfAny(where.parts.map((part) => leadsOf(part)[0]))
    case 'not':
    case 'number':
      return []
    case 'exists':
      return [{ sources: [{ key: where.key, term: where }], ids: [] }]
    case 'text':
      if ('tag' in where.subject)
        return [{ sources: [{ key: where.subject.tag, test: where.test, term: where }], ids: [] }]
      return where.subject.attribute === 'id' && where.test.kind === 'is'
        ? [{ sources: [], ids: where.test.values }]
        : []
  }
}

/** Each alternative needs its own. */
function leadOfAny(alternatives: readonly (Lead | undefined)[]): readonly Lead[] {
  const leads = alternatives.filter((lead) => lead !== undefined)
  if (leads.length < alternatives.length) return []
  return [{ sources: leads.flatMap(({ sources }) => sources), ids: leads.flatMap(({ ids }) => ids) }]
}

function rankOf({ sources }: Lead): number {
  return Math.max(-1, ...sources.map(({ test }) => ranks[test?.kind ?? 'exists']))
}
