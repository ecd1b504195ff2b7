import type { TaggedInstance } from '../../store/instance.ts'
import type { RegionId, Tag } from '../../tags/tag.ts'
import { denialOf } from '../denial-of.ts'
import type { Denial, FleetCaller, FleetPermissions, FleetRules } from '../fleet-rules.ts'
import { actorOf } from './actor.ts'
import { rejections, tagErrors } from './errors.ts'
import { type Needed, neededBy } from './needed.ts'
import { describeInstanceAttribute } from './operations/describe-instance-attribute.ts'
import { describeInstances } from './operations/describe-instances.ts'
import { tagResources } from './operations/tag-resources.ts'
import { untagResources } from './operations/untag-resources.ts'
import { caseOf } from './permission-case.ts'
import { rKvstore } from './products.ts'
import { regions } from './regions.ts'
import { servedOperations } from './served-operations.ts'
import { tagRules } from './tag-rules.ts'
import { instanceArn } from './targets.ts'

const everyRegion = regions.map(({ id }) => id)

/** ApsaraDB for Redis: an account is a tenant, over all regions. */
export const fleetRules: FleetRules = {
  words: {
    en: {
      cloud: 'Alibaba Cloud',
      product: 'ApsaraDB for Redis',
      instance: 'Instance',
      tenant: 'Account',
      region: 'Region',
      tagKey: 'Tag Key',
      tagValue: 'Tag Value',
    },
    zh: {
      cloud: '阿里云',
      product: '云数据库 Redis 版',
      instance: '实例',
      tenant: '账号',
      region: '地域',
      tagKey: '标签键',
      tagValue: '标签值',
    },
  },
  tagRules,
  keyRefusal: tagErrors.key,
  valueRefusal: tagErrors.value,
  rejections,
  operations: servedOperations,
  regionsOf: () => everyRegion,
  tagsPerInstanceMax: () => tagRules.tagsPerInstanceMax,
  actorOf,
  permissionsOf: async (caller) => permissionsOf(caller),
}

const listing = neededBy(describeInstances)
const reading = neededBy(describeInstanceAttribute)
const tagging = neededBy(tagResources)
const untagging = neededBy(untagResources)

/** Decided as DescribeInstances, DescribeInstanceAttribute, TagResources and UntagResources are. */
function permissionsOf(caller: FleetCaller): FleetPermissions {
  const { account } = caller.principal
  const denial = (needed: Needed, resource: string, tags: readonly Tag[], requestTags: readonly Tag[] = []) => {
    const question = { ...caller, action: needed.action, requestTags, tagKeys: [], context: new Map() }
    return denialOf(caseOf(needed, question, resource, tags), rKvstore.denial)
  }
  const onInstance = (needed: Needed, { region, id, tags }: TaggedInstance, requestTags?: readonly Tag[]) =>
    denial(needed, instanceArn(region, account, id), tags, requestTags)
  return {
    denialOfList: (_tenant, region: RegionId) => denial(listing, instanceArn(region, account, '*'), []),
    denialOfRead: (_tenant, instance) => onInstance(reading, instance),
    denialOfChange(_tenant, instance, { set, unset }): Denial | undefined {
      const denied = set.length > 0 ? onInstance(tagging, instance, set) : undefined
      return denied ?? (unset.length > 0 ? onInstance(untagging, instance) : undefined)
    },
  }
}
