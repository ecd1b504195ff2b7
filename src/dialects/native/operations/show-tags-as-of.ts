import { z } from 'zod'
import type { Call } from '../call.ts'
import { type ApiError, denied, errors, invalidParameter } from '../errors.ts'
import { reachTenant } from '../find-instance.ts'
import { operation } from '../operation.ts'
import { isListed, listingOf, type Reach } from '../reach.ts'
import { readErrors, searchRefused } from '../search-refused.ts'
import { tagShape } from '../shapes/instance.ts'
import { text, time } from '../shapes/texts.ts'

export const showTagsAsOf = operation({
  name: 'ShowTagsAsOf',
  method: 'GET',
  path: '/api/v1/instances/{tenant}/{id}/tags',
  summary: 'Show the tags that an instance had at a revision or a time, also of one that is gone',
  needs: ['read', 'list'],
  parameters: z.strictObject({ tenant: text, id: text }),
  query: z.strictObject({
    revision: z.coerce.number().int().min(0).optional().describe('Of the tenant; the newest where both are absent'),
    time: time.optional(),
  }),
  reply: z.object({
    tenant: z.string(),
    region: z.string().describe('Empty if it was logged before regions were, and the instance is gone'),
    id: z.string(),
    revision: z.int().nonnegative(),
    tags: z.array(tagShape).describe('By key'),
  }),
  errors: [errors.noSuchInstance, errors.historyTooLong, ...readErrors],
  names: ({ id }) => [id],
  async run({ tenant, id, revision: wanted, time }, call) {
    if (wanted !== undefined && time !== undefined) return invalidParameter('time', 'Give a revision or a time')
    const reach = await reachTenant(call, tenant)
    if (!reach) return errors.noSuchInstance
    const { store } = call
    const newest = await store.revisionOf(tenant)
    const revision = time === undefined ? (wanted ?? newest) : await store.revisionAt(tenant, Date.parse(time))
    if (revision > newest) return invalidParameter('revision', `The newest revision is ${newest}`)
    const found = await call.reads.tagsAsOf(tenant, [id], revision)
    if ('kind' in found) return found.kind === 'history-too-long' ? errors.historyTooLong : searchRefused(found)
    const past = found.get(id)
    if (!past) return errors.noSuchInstance
    const refusal = await refusalOf(call, reach, id, past.region)
    if (refusal) return refusal
    const tags = past.tags.map(({ key, value }) => ({ key, value }))
    return { tenant, region: past.region, id, revision, tags }
  },
})

/** As it is decided for the instance now; of one that is gone, as listing its region is. */
async function refusalOf(call: Call, reach: Reach, id: string, region: string): Promise<ApiError | undefined> {
  const isListable = isListed(listingOf([reach]), reach.tenant.id, region)
  const instance = await call.store.findInstance(reach.tenant.id, id)
  if (!instance) return isListable ? undefined : errors.noSuchInstance
  const denial = reach.permissions.denialOfRead(reach.tenant, instance)
  return denial && (isListable ? denied(denial) : errors.noSuchInstance)
}
