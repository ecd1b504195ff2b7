import { z } from 'zod'
import type { SearchCursor, SortKey } from '../../store/search.ts'

const cursorShape = z.strictObject({
  values: z.array(z.union([z.string(), z.number(), z.null()])),
  tenant: z.string(),
  instance: z.string(),
})

/** Whether what a caller sent back can be a place in a search that is sorted so. */
export function isSearchCursor(value: unknown, sort: readonly SortKey[]): value is SearchCursor {
  const { data } = cursorShape.safeParse(value)
  return data !== undefined && data.values.length === sort.length && sort.every((key, at) => fits(data.values[at], key))
}

function fits(value: unknown, key: SortKey): boolean {
  if ('byTag' in key) return value === null || typeof value === 'string'
  return key.by === 'created' || key.by === 'tags' ? Number.isSafeInteger(value) : typeof value === 'string'
}
