import { z } from 'zod'
import type { TaggedInstance } from '../../../store/instance.ts'
import { type ApiError, denied, errors, invalidParameter } from '../errors.ts'
import { reachTenant } from '../find-instance.ts'
import { operation } from '../operation.ts'
import { isListed, listingOf, type Reach } from '../reach.ts'
import { readErrors, searchRefused } from '../search-refused.ts'
import { tagShape } from '../shapes/instance.ts'
import { text, time } from '../shapes/texts.ts'
import { wholeNumber } from '../shapes/whole-number.ts'

export const showTagsAsOf = operation({
  name: 'ShowTagsAsOf',
  method: 'GET',
  path: '/api/v1/instances/{tenant}/{id}/tags',
  summary: 'Show the tags that an instance had at a revision or a time, also of one that is gone',
  needs: ['read', 'list'],
  parameters: z.strictObject({ tenant: text, id: text }),
  query: z.strictObject({
    revision: wholeNumber(0).optional().describe('Of the tenant; the newest where both are absent'),
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
  vendorStatuses: [403],
  names: ({ id }) => [id],
  async run({ tenant, id, revision: wanted, time }, call) {
    if (wanted !== undefined && time !== undefined) return invalidParameter('time', 'Give a revision or a time')
    const reach = await reachTenant(call, tenant)
    if (!reach) return errors.noSuchInstance
    const { store } = call
    const instance = await store.findInstance(tenant, id)
    const refusal = refusalOf(reach, instance)
    if (refusal) return refusal
    const newest = await store.revisionOf(tenant)
    const revision = time === undefined ? (wanted ?? newest) : await store.revisionAt(tenant, Date.parse(time))
    const found = await call.reads.tagsAsOf(tenant, [id], Math.min(revision, newest))
    if ('kind' in found) return found.kind === 'history-too-long' ? errors.historyTooLong : searchRefused(found)
    const past = found.get(id)
    if (!past || !(instance || isListed(listingOf([reach]), tenant, past.region))) return errors.noSuchInstance
    if (revision > newest) return invalidParameter('revision', `The newest revision is ${newest}`)
    const tags = past.tags.map(({ key, value }) => ({ key, value }))
    return { tenant, region: past.region, id, revision, tags }
  },
})

/** As it is decided for the instance now. One that is gone is looked for if its tenant's, in some region, may be listed. */
function refusalOf(reach: Reach, instance: TaggedInstance | undefined): ApiError | undefined {
  const listing = listingOf([reach])
  if (!instance) return listing.scopes.length > 0 ? undefined : errors.noSuchInstance
  const denial = reach.permissions.denialOfRead(reach.tenant, instance)
  return denial && (isListed(listing, instance.tenant, instance.region) ? denied(denial) : errors.noSuchInstance)
}
