import { instanceErrors } from '../errors.ts'
import { filterParameters, instanceFilter } from '../instance-filter.ts'
import { instanceOverview } from '../instance-members.ts'
import { overviewInstancesMax } from '../limits.ts'
import { operation } from '../operation.ts'
import { rKvstore } from '../products.ts'

/** Lists instances without their tags, all on one page. */
export const describeInstancesOverview = operation({
  name: 'DescribeInstancesOverview',
  product: rKvstore,
  docs: 'https://www.alibabacloud.com/help/en/redis/developer-reference/api-r-kvstore-2015-01-01-describeinstancesoverview-redis',
  access: {
    action: 'kvstore:DescribeInstancesOverview',
    level: 'list',
    resources: 'acs:kvstore:{RegionId}:{account}:instance/*',
  },
  parameters: filterParameters,
  errors: [instanceErrors.instanceIds],
  async run(filters, { store, account, at }) {
    const filter = instanceFilter(filters, at)
    const { instances, total } = filter
      ? await store.listInstances(account, filter, { offset: 0, limit: overviewInstancesMax })
      : { instances: [], total: 0 }
    return { TotalCount: total, Instances: instances.map((instance) => instanceOverview(instance, at)) }
  },
})
