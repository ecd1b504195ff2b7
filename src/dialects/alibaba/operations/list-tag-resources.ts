import type { AttachedTag } from '../../../store/instance.ts'
import { invalid, tagErrors } from '../errors.ts'
import { tagsPerCallMax, tagsPerPage } from '../limits.ts'
import { resourceIds, tagPairs } from '../list-kinds.ts'
import { operation } from '../operation.ts'
import { pageOf, readPageToken } from '../page-token.ts'
import { rKvstore } from '../products.ts'
import { text } from '../scalar-kinds.ts'
import { tagConditions } from '../tag-conditions.ts'
import { scope, tagTarget } from '../tag-parameters.ts'

/**
 * Lists attached tags: of the instances named, of those that match every pair, or both; by instance and then key.
 * Where pairs are given, only the tags of their keys are listed (as ECS does).
 */
export const listTagResources = operation({
  name: 'ListTagResources',
  product: rKvstore,
  docs: 'https://www.alibabacloud.com/help/en/redis/developer-reference/api-r-kvstore-2015-01-01-listtagresources-redis',
  access: {
    action: 'kvstore:ListTagResources',
    level: 'read',
    resources: 'acs:kvstore:{RegionId}:{account}:instance/*',
  },
  parameters: {
    ...tagTarget,
    ResourceId: resourceIds(),
    Tag: tagPairs(tagsPerCallMax),
    NextToken: text(),
    Scope: scope,
  },
  errors: Object.values(tagErrors),
  checks: [({ ResourceId, Tag }) => (ResourceId.length > 0 || Tag.length > 0 ? undefined : tagErrors.nothingSelected)],
  async run({ RegionId: region, ResourceId, Tag, NextToken }, { store, account: tenant }) {
    const instances = [...new Set(ResourceId)]
    const listing = [tenant, 'ListTagResources', region, instances, Tag.map(({ key, value = null }) => [key, value])]
    const after = NextToken === undefined ? undefined : readPageToken(listing, NextToken)
    if (NextToken !== undefined && !after) return invalid('NextToken')
    const found = await store.listAttachedTags(
      {
        tenant,
        region,
        ...(instances.length > 0 && { instances }),
        ...(Tag.length > 0 && { tags: tagConditions(Tag) }),
      },
      after && { instance: after[0], key: after[1] },
      tagsPerPage + 1,
    )
    const unlisted = instances.filter((id) => !found.some(({ instance }) => instance === id))
    if (unlisted.length > 0) {
      const existing = await store.tagsOf(tenant, region, unlisted)
      if (existing.size < unlisted.length) return tagErrors.instance
    }
    const page = pageOf(listing, found, ({ instance, key }) => [instance, key])
    return { NextToken: page.NextToken, TagResources: { TagResource: page.rows.map(tagResourceOf) } }
  },
})

function tagResourceOf({ instance, key, value }: AttachedTag) {
  return { ResourceId: instance, ResourceType: 'ALIYUN::KVSTORE::INSTANCE', TagKey: key, TagValue: value }
}
