import { z } from 'zod'
import type { TenantId } from '../../../tags/tag.ts'
import { text } from './texts.ts'

const tenantsMax = 1000

/** The revision of each tenant, as a preview told it. */
export const seenRevisions = z.array(z.strictObject({ tenant: text, revision: z.int().min(0) })).max(tenantsMax)

export function revisionsBy(seen: z.output<typeof seenRevisions>): ReadonlyMap<TenantId, number> {
  return new Map(seen.map(({ tenant, revision }) => [tenant, revision]))
}
