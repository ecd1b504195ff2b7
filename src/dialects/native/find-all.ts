import type { TaggedInstance } from '../../store/instance.ts'
import type { SearchCursor, SearchFilter } from '../../store/search.ts'
import type { Selector } from '../../tags/selector/selector.ts'
import type { InstanceId, TenantId } from '../../tags/tag.ts'
import type { Call } from './call.ts'
import { type ApiError, errors } from './errors.ts'
import { instancesMax, pageMax } from './limits.ts'
import { searchRefused } from './search-refused.ts'

/** Ids asked for in one search. */
const idsPerSearch = 200

/** An instance by its ids. */
export interface Named {
  readonly tenant: TenantId
  readonly id: InstanceId
}

/** Searches for these instances, in the tenants and regions given. */
export function namedFilters(scopes: SearchFilter['scopes'], named: readonly Named[]): readonly SearchFilter[] {
  const idsOf = Map.groupBy(named, ({ tenant }) => tenant)
  return scopes.flatMap((scope) => {
    const ids = [...new Set(idsOf.get(scope.tenant)?.map(({ id }) => id))]
    const chunks = Array.from({ length: Math.ceil(ids.length / idsPerSearch) }, (_, at) =>
      ids.slice(at * idsPerSearch, (at + 1) * idsPerSearch),
    )
    return chunks.map((values) => ({ scopes: [scope], where: withIds(values) }))
  })
}

function withIds(values: readonly InstanceId[]): Selector {
  return { kind: 'text', subject: { attribute: 'id' }, test: { kind: 'is', values } }
}

/** All that the filters hold for, page by page. */
export async function findAll(
  call: Call,
  filters: readonly SearchFilter[],
): Promise<readonly TaggedInstance[] | ApiError> {
  const found: TaggedInstance[] = []
  for (const filter of filters) {
    let after: SearchCursor | undefined
    do {
      const search = { ...filter, sort: [], limit: pageMax, ...(after && { after }) }
      const page = await call.reads.searchInstances(search)
      if (page.kind !== 'page') return searchRefused(page)
      found.push(...page.instances)
      if (found.length > instancesMax) return errors.tooManyInstances
      after = page.next
    } while (after)
  }
  return found
}
