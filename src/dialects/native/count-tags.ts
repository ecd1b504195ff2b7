import { z } from 'zod'
import type { CountedTags, SearchFilter, SearchRefusal, TagCounts } from '../../store/search.ts'
import type { Call } from './call.ts'
import { ApiError } from './errors.ts'
import type { ShareTaken } from './fair-share.ts'
import { countsMax } from './limits.ts'
import type { Told } from './operation.ts'
import { fleetOf } from './reach.ts'
import { searchRefused } from './search-refused.ts'
import { omittedShape } from './shapes/omitted.ts'
import { onlyTenant, readWhere, where } from './shapes/where.ts'
import { wholeNumber } from './shapes/whole-number.ts'

const limitDefault = 100

/** What both counts take. */
export const countQuery = {
  where,
  tenant: onlyTenant,
  beginning: z.string().max(512).default('').describe('Only those that begin so'),
  limit: wholeNumber(1, countsMax).default(limitDefault),
}

/** What both counts answer: the most frequent first. */
export const countsShape = z.object({
  counts: z.array(z.object({ text: z.string(), instances: z.int().nonnegative() })),
  hasMore: z.boolean(),
  omitted: z.array(omittedShape),
})

interface Wanted extends CountedTags {
  readonly where?: string | undefined
  readonly tenant?: string | undefined
}

/** Counts on the instances that the callers may list. @param counts asked of the store */
export async function countTags(
  call: Call,
  { where, tenant, beginning = '', limit }: Wanted,
  counts: (filter: SearchFilter, counted: CountedTags) => Promise<TagCounts | SearchRefusal | ShareTaken>,
): Promise<Told<z.input<typeof countsShape>> | ApiError> {
  const selector = readWhere(where)
  if (selector instanceof ApiError) return selector
  const fleet = await fleetOf(call, tenant)
  if (fleet instanceof ApiError) return fleet
  const { scopes, omitted } = fleet
  if (scopes.length === 0) return { counts: [], hasMore: false, omitted }
  const filter = { scopes, ...(selector && { where: selector }) }
  const found = await counts(filter, { limit, ...(beginning !== '' && { beginning }) })
  if (found.kind !== 'counts') return searchRefused(found)
  return { counts: found.counts, hasMore: found.hasMore, omitted }
}
