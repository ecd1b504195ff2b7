import { regionNames } from '../../iam/regions.ts'
import { ok, operation } from '../../operation.ts'

export const listRegions = operation({
  name: 'KeystoneListRegions',
  docs: 'Querying a Region List',
  service: 'iam',
  method: 'GET',
  path: '/v3/regions',
  access: { level: 'list', resources: '*' },
  async run(_, call) {
    const regions = Array.from(regionNames, ([id, [english, chinese]]) => ({
      id,
      type: 'public',
      description: '',
      parent_region_id: null,
      locales: { 'en-us': english, 'zh-cn': chinese },
      links: { self: call.urlOf(`/v3/regions/${id}`) },
    }))
    return ok({ regions, links: { self: call.urlOf('/v3/regions'), next: null, previous: null } })
  },
})
