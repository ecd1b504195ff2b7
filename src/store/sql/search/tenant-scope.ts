import { passes } from '../../../tags/selector/matches.ts'
import type { Selector, Term } from '../../../tags/selector/selector.ts'
import type { RegionId, TenantId } from '../../../tags/tag.ts'
import type { SearchScope } from '../../search.ts'
import { mapTerms, termsOf } from './map-terms.ts'
import { resolvePatterns } from './resolve-patterns.ts'
import { type SearchSteps, type SqlFlavour, StatementText } from './search-statement.ts'

/** One tenant's part of a search: what is asked of his instances, in terms that SQL has. */
export interface TenantScope {
  readonly flavour: SqlFlavour
  readonly tenant: TenantId
  /** Where an instance must be, if that matters. */
  readonly only?: readonly RegionId[]
  /** Where there are tags, of those that it may be in. */
  readonly tagRegions: readonly RegionId[]
  readonly where: Selector | boolean
}

export function* tenantScope(
  flavour: SqlFlavour,
  { tenant, regions: only }: SearchScope,
  where: Selector | undefined,
): SearchSteps<TenantScope> {
  const tagRegions = (yield* regionsWithTags(flavour, tenant)).filter((region) => !only || only.includes(region))
  const folded = where === undefined || (yield* withoutConstants(flavour, tenant, where))
  const resolved =
    typeof folded === 'boolean' ? folded : yield* resolvePatterns({ flavour, tenant, tagRegions }, folded)
  return { flavour, tenant, tagRegions, where: resolved, ...(only && { only }) }
}

/** One step through the index for each. */
function* regionsWithTags(flavour: SqlFlavour, tenant: TenantId): SearchSteps<readonly RegionId[]> {
  const statement = new StatementText({ flavour, tenant })
  const of = `from tag where tenant = ${statement.tenant}`
  const rows = yield statement.finish(
    `with recursive found(region) as (
       select (select region ${of} order by region limit 1)
       union all
       select (select region ${of} and region > found.region order by region limit 1)
       from found where found.region is not null)
     select region from found where region is not null`,
  )
  return rows.map(({ region }) => String(region))
}

/** What is the same for all instances of the tenant is decided here. */
function* withoutConstants(flavour: SqlFlavour, tenant: TenantId, where: Selector): SearchSteps<Selector | boolean> {
  const asksForCloud = termsOf(where).some((term) => attributeOf(term) === 'cloud')
  const cloud = asksForCloud ? yield* cloudOf(flavour, tenant) : ''
  return mapTerms(where, (term) => {
    const attribute = attributeOf(term)
    if (term.kind !== 'text' || (attribute !== 'cloud' && attribute !== 'tenant')) return term
    return passes(term.test, attribute === 'cloud' ? cloud : tenant)
  })
}

function* cloudOf(flavour: SqlFlavour, tenant: TenantId): SearchSteps<string> {
  const statement = new StatementText({ flavour, tenant })
  const [found] = yield statement.finish(`select realm from tenant where id = ${statement.tenant}`)
  return String(found?.realm ?? '')
}

function attributeOf(term: Term): string | undefined {
  return term.kind === 'text' && 'attribute' in term.subject ? term.subject.attribute : undefined
}
