import { denialOn } from '../authorize.ts'
import { instanceErrors } from '../errors.ts'
import { instanceAttribute } from '../instance-members.ts'
import { operation } from '../operation.ts'
import { rKvstore } from '../products.ts'
import { requiredText } from '../scalar-kinds.ts'

/** Says all about one instance, in whatever region it is. */
export const describeInstanceAttribute = operation({
  name: 'DescribeInstanceAttribute',
  product: rKvstore,
  docs: 'https://www.alibabacloud.com/help/en/redis/developer-reference/api-r-kvstore-2015-01-01-describeinstanceattribute-redis',
  access: {
    action: 'kvstore:DescribeInstanceAttribute',
    level: 'read',
    resources: 'acs:kvstore:{region}:{account}:instance/{InstanceId}',
  },
  parameters: { InstanceId: requiredText },
  errors: [instanceErrors.notFound],
  async run({ InstanceId }, call) {
    const instance = await call.store.findInstance(call.account, InstanceId)
    const denial = denialOn(call, () => instance)
    if (denial || !instance) return denial ?? instanceErrors.notFound
    return { Instances: { DBInstanceAttribute: [instanceAttribute(instance, call.at)] } }
  },
})
