import { changeTags } from '../change-tags.ts'
import { missing, tagErrors } from '../errors.ts'
import { tagsPerCallMax } from '../limits.ts'
import { resourceIds, tagPairs } from '../list-kinds.ts'
import { operation } from '../operation.ts'
import { rKvstore } from '../products.ts'
import { tagsOf } from '../tag-conditions.ts'
import { scope, tagTarget } from '../tag-parameters.ts'

/** Attaches tags to instances; a key that an instance already has gets the new value. */
export const tagResources = operation({
  name: 'TagResources',
  product: rKvstore,
  docs: 'https://www.alibabacloud.com/help/en/redis/developer-reference/api-r-kvstore-2015-01-01-tagresources-redis',
  access: {
    action: 'kvstore:TagResources',
    level: 'write',
    resources: 'acs:kvstore:{RegionId}:{account}:instance/{ResourceId}',
  },
  parameters: {
    ...tagTarget,
    ResourceId: resourceIds(missing('ResourceId')),
    Tag: tagPairs(tagsPerCallMax, tagErrors.nothingSelected),
    Scope: scope,
  },
  errors: Object.values(tagErrors),
  requestTags: ({ Tag }) => tagsOf(Tag),
  run({ RegionId, ResourceId, Tag }, call) {
    return changeTags(call, RegionId, ResourceId, { set: tagsOf(Tag) })
  },
})
