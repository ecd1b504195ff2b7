import assert from 'node:assert/strict'
import { type CountedTags, type InstanceSearch, isSearchCursor, type SearchFilter, searchLimits } from '../../search.ts'

/** That whoever asks has kept callers to the limits of a page. */
export function assertPage(search: InstanceSearch): void {
  const { sort, after, limit } = search
  assertScopes(search)
  assert(limit >= 1 && limit <= searchLimits.pageMax, `A page of ${limit} instances was asked for`)
  assert(sort.length <= searchLimits.sortKeysMax, `A search was sorted by ${sort.length} keys`)
  assert(after === undefined || isSearchCursor(after, sort), 'The cursor is not of a search that is sorted like this')
}

/** That whoever asks has kept callers to the limits of counts. */
export function assertCounts(filter: SearchFilter, { limit }: CountedTags): void {
  assertScopes(filter)
  assert(limit >= 1 && limit <= searchLimits.countsMax, `${limit} counts were asked for`)
}

function assertScopes({ scopes }: SearchFilter): void {
  assert(scopes.length <= searchLimits.scopesMax, `A search was over ${scopes.length} tenants`)
  const tenants = new Set(scopes.map(({ tenant }) => tenant))
  assert(tenants.size === scopes.length, 'A search named a tenant twice')
}
