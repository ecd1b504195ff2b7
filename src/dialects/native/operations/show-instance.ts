import { z } from 'zod'
import { ApiError, errors } from '../errors.ts'
import { findInstance } from '../find-instance.ts'
import { operation } from '../operation.ts'
import { describeInstance, instanceMembers } from '../shapes/instance.ts'
import { text } from '../shapes/texts.ts'

export const showInstance = operation({
  name: 'ShowInstance',
  method: 'GET',
  path: '/api/v1/instances/{tenant}/{id}',
  summary: 'Show one instance with its tags',
  needs: ['read'],
  parameters: z.strictObject({ tenant: text, id: text }),
  reply: z.object({
    ...instanceMembers,
    tagsPerInstanceMax: z.int().nonnegative(),
    revision: z.int().nonnegative().describe('The tenant’s, which the tags are at least as new as'),
  }),
  errors: [errors.noSuchInstance],
  vendorStatuses: [403],
  names: ({ id }) => [id],
  async run({ tenant, id }, call) {
    const revision = await call.store.revisionOf(tenant)
    const found = await findInstance(call, tenant, id)
    if (found instanceof ApiError) return found
    const { cloud } = found.reach.caller
    const tagsPerInstanceMax = cloud.fleet.tagsPerInstanceMax(found.reach.tenant)
    return { ...describeInstance(cloud.name, found.instance), tagsPerInstanceMax, revision }
  },
})
