import { changeTags } from '../change-tags.ts'
import { missing, tagErrors } from '../errors.ts'
import { resourceIds, tagKeys } from '../list-kinds.ts'
import { operation } from '../operation.ts'
import { rKvstore } from '../products.ts'
import { flag } from '../scalar-kinds.ts'
import { scope, tagTarget } from '../tag-parameters.ts'

/** Removes tags from instances; a tag that no instance is left with is gone. Absent keys are no error. */
export const untagResources = operation({
  name: 'UntagResources',
  product: rKvstore,
  docs: 'https://www.alibabacloud.com/help/en/redis/developer-reference/api-r-kvstore-2015-01-01-untagresources-redis',
  access: {
    action: 'kvstore:UntagResources',
    level: 'write',
    resources: 'acs:kvstore:{RegionId}:{account}:instance/{ResourceId}',
  },
  parameters: {
    ...tagTarget,
    ResourceId: resourceIds(missing('ResourceId')),
    TagKey: tagKeys,
    All: flag,
    Scope: scope,
  },
  errors: Object.values(tagErrors),
  checks: [({ TagKey, All }) => (TagKey.length > 0 || All ? undefined : tagErrors.nothingSelected)],
  run({ RegionId, ResourceId, TagKey }, call) {
    const unset = TagKey.length > 0 ? TagKey.map((key) => ({ key })) : 'all'
    return changeTags(call, RegionId, ResourceId, { unset })
  },
})
