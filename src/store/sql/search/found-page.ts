import type { TaggedInstance } from '../../instance.ts'
import type { SearchPage } from '../../search.ts'
import type { FoundPage } from './search-page.ts'

/** The page, with the instances found; they may come in any order. */
export function pageOf({ found, hasMore, total }: FoundPage, instances: readonly TaggedInstance[]): SearchPage {
  const byTenant = Map.groupBy(instances, ({ tenant }) => tenant)
  const known = new Map(
    Array.from(byTenant, ([tenant, theirs]) => [tenant, new Map(theirs.map((instance) => [instance.id, instance]))]),
  )
  const last = found.at(-1)
  return {
    kind: 'page',
    instances: found.flatMap(({ tenant, instance }) => known.get(tenant)?.get(instance) ?? []),
    total,
    ...(hasMore && last && { next: last }),
  }
}
