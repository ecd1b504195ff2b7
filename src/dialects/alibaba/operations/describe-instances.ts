import { instanceErrors, tagErrors } from '../errors.ts'
import { filterParameters, instanceFilter } from '../instance-filter.ts'
import { listedInstance } from '../instance-members.ts'
import { pageSizeDefault, pageSizeMax, tagFiltersMax } from '../limits.ts'
import { tagPairs } from '../list-kinds.ts'
import { operation } from '../operation.ts'
import { rKvstore } from '../products.ts'
import { flag, integer, oneOf } from '../scalar-kinds.ts'
import { tagConditions } from '../tag-conditions.ts'

const pageNumberMax = 2 ** 31 - 1

/** Lists instances, newest first, a page at a time. */
export const describeInstances = operation({
  name: 'DescribeInstances',
  product: rKvstore,
  docs: 'https://www.alibabacloud.com/help/en/redis/developer-reference/api-r-kvstore-2015-01-01-describeinstances-redis',
  access: {
    action: 'kvstore:DescribeInstances',
    level: 'list',
    resources: 'acs:kvstore:{RegionId}:{account}:instance/*',
  },
  parameters: {
    ...filterParameters,
    Expired: oneOf(['true', 'false']),
    GlobalInstance: flag,
    Tag: tagPairs(tagFiltersMax),
    PageNumber: integer(1, pageNumberMax),
    PageSize: integer(1, pageNumberMax),
  },
  errors: [
    instanceErrors.instanceIds,
    tagErrors.key,
    tagErrors.value,
    tagErrors.scope,
    tagErrors.tags,
    tagErrors.duplicateKey,
  ],
  async run({ Expired, GlobalInstance, Tag, PageNumber = 1, PageSize, ...filters }, { store, account, at }) {
    const limit = Math.min(PageSize ?? pageSizeDefault, pageSizeMax)
    const filter = GlobalInstance ? undefined : instanceFilter(filters, at)
    const { instances, total } = filter
      ? await store.listInstances(
          account,
          {
            ...filter,
            ...(Expired !== undefined && { expired: { at, is: Expired === 'true' } }),
            ...(Tag.length > 0 && { tags: tagConditions(Tag) }),
          },
          { offset: (PageNumber - 1) * limit, limit },
        )
      : { instances: [], total: 0 }
    return {
      PageNumber,
      PageSize: limit,
      TotalCount: total,
      Instances: { KVStoreInstance: instances.map((instance) => listedInstance(instance, at)) },
    }
  },
})
