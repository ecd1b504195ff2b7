import { operation } from '../operation.ts'
import { rKvstore } from '../products.ts'
import { type Region, regions } from '../regions.ts'
import { oneOf } from '../scalar-kinds.ts'

/** Lists the regions and their zones. */
export const describeRegions = operation({
  name: 'DescribeRegions',
  product: rKvstore,
  docs: 'https://www.alibabacloud.com/help/en/redis/developer-reference/api-r-kvstore-2015-01-01-describeregions-redis',
  access: { action: 'kvstore:DescribeRegions', level: 'read', resources: '*' },
  parameters: { AcceptLanguage: oneOf(['zh-CN', 'en-US']) },
  async run({ AcceptLanguage = 'zh-CN' }) {
    return { RegionIds: { KVStoreRegion: listings[AcceptLanguage] } }
  },
})

const listings = { 'zh-CN': listing('zh-CN'), 'en-US': listing('en-US') }

function listing(language: keyof Region['names']) {
  return regions.map(({ id, names, endpoint, zones }) => ({
    RegionId: id,
    LocalName: names[language],
    RegionEndpoint: endpoint,
    ZoneIds: zones.join(','),
    ZoneIdList: { ZoneId: zones },
  }))
}
