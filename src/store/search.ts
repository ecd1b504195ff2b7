import type { Selector } from '../tags/selector/selector.ts'
import type { InstanceId, RegionId, TenantId } from '../tags/tag.ts'
import type { TaggedInstance } from './instance.ts'

/** Where to look: a tenant, and which of its regions; all if absent. */
export interface SearchScope {
  readonly tenant: TenantId
  readonly regions?: readonly RegionId[]
}

/** The instances of `scopes`, each tenant named once, for which `where` holds; all of them if absent. */
export interface SearchFilter {
  readonly scopes: readonly SearchScope[]
  readonly where?: Selector
}

/** A page of a search. What `sort` leaves equal is ordered by tenant and then by id. */
export interface InstanceSearch extends SearchFilter {
  readonly sort: readonly SortKey[]
  readonly after?: SearchCursor
  /** At most {@link searchLimits.pageMax}. */
  readonly limit: number
}

/** By an attribute, the number of tags, or the value of a tag key; instances without the key come last either way. */
export type SortKey = { readonly descending?: boolean } & (
  | { readonly by: (typeof sortAttributes)[number] }
  | { readonly byTag: string }
)

export const sortAttributes = ['created', 'id', 'name', 'region', 'tags', 'tenant'] as const

/** The place of an instance in a search: what it is sorted by, as it was then. Stable while others come and go. */
export interface SearchCursor {
  /** One for each sort key; null for a tag that it has not. */
  readonly values: readonly (string | number | null)[]
  readonly tenant: TenantId
  readonly instance: InstanceId
}

export interface SearchPage {
  readonly kind: 'page'
  readonly instances: readonly TaggedInstance[]
  /** Absent on the last page. */
  readonly next?: SearchCursor
  /** Of all pages: exact below {@link searchLimits.totalMax}, which stands for "as many or more". */
  readonly total: number
}

/** How many of the instances that a filter holds for carry each of `counts`' keys or values: the most frequent first. */
export interface TagCounts {
  readonly kind: 'counts'
  readonly counts: readonly TagCount[]
  /** Whether there are more than were asked for. */
  readonly hasMore: boolean
}

export interface TagCount {
  /** A key, or a value. */
  readonly text: string
  readonly instances: number
}

/** Which keys or values to count: those that begin with `beginning`, at most `limit` of them. */
export interface CountedTags {
  readonly beginning?: string
  /** At most {@link searchLimits.countsMax}. */
  readonly limit: number
}

/** Why a read that may take long, of what is or of what was, has no result. */
export type ReadRefusal =
  | { readonly kind: 'search-too-long'; readonly secondsMax: number }
  /** As many wait already. */
  | { readonly kind: 'too-many-searches'; readonly waitingMax: number }

/** Why a search has no result. */
export type SearchRefusal =
  | ReadRefusal
  /** A pattern that is matched by more than `valuesMax` different values or names. */
  | { readonly kind: 'pattern-too-broad'; readonly pattern: string; readonly valuesMax: number }

export const searchLimits = {
  scopesMax: 200,
  sortKeysMax: 3,
  pageMax: 1000,
  countsMax: 1000,
  totalMax: 10_000,
  /** From the call to the answer, waiting for others included. */
  msMax: 5000,
  waitingMax: 32,
  patternValuesMax: 50_000,
} as const

/** Whether something that came from outside can be a cursor of a search that is sorted like this. */
export function isSearchCursor(value: unknown, sort: readonly SortKey[]): value is SearchCursor {
  if (typeof value !== 'object' || value === null) return false
  const { values, tenant, instance } = value as { readonly [member: string]: unknown }
  if (typeof tenant !== 'string' || typeof instance !== 'string' || !Array.isArray(values)) return false
  return values.length === sort.length && sort.every((key, index) => isSortValue(values[index], key))
}

function isSortValue(value: unknown, key: SortKey): boolean {
  if ('byTag' in key) return value === null || typeof value === 'string'
  return key.by === 'created' || key.by === 'tags' ? Number.isSafeInteger(value) : typeof value === 'string'
}
