import type { Tag } from '../../../tags/tag.ts'
import { invalid, tagErrors } from '../errors.ts'
import { tagsPerPage } from '../limits.ts'
import { operation } from '../operation.ts'
import { readPageToken, writePageToken } from '../page-token.ts'
import { oneOf, requiredText, text } from '../scalar-kinds.ts'
import { scope } from '../tag-parameters.ts'

/**
 * Lists the keys in use in a region, each with its values. A page holds a number of tags, so that a key with many
 * values goes on on the next page.
 */
export const describeTags = operation({
  name: 'DescribeTags',
  docs: 'https://www.alibabacloud.com/help/en/redis/developer-reference/api-r-kvstore-2015-01-01-describetags-redis',
  access: { action: 'kvstore:DescribeTags', level: 'get', resource: '*' },
  parameters: {
    RegionId: requiredText,
    ResourceType: oneOf(['INSTANCE', 'instance'], tagErrors.resourceType),
    NextToken: text(),
    Scope: scope,
  },
  errors: Object.values(tagErrors),
  async run({ RegionId, NextToken }, { store, account }) {
    const scope = [account, 'DescribeTags', RegionId]
    const position = NextToken === undefined ? undefined : readPageToken(scope, NextToken)
    if (NextToken !== undefined && !position) return invalid('NextToken')
    const after = position && { key: position[0], value: position[1] }
    const tags = await store.listDistinctTags(account, RegionId, after, tagsPerPage + 1)
    const page = tags.slice(0, tagsPerPage)
    const last = tags.length > tagsPerPage ? page.at(-1) : undefined
    return {
      NextToken: last ? writePageToken(scope, [last.key, last.value]) : '',
      Tags: groupByKey(page),
    }
  },
})

function groupByKey(tags: readonly Tag[]) {
  const values = Map.groupBy(tags, (tag) => tag.key)
  return [...values].map(([key, group]) => ({ TagKey: key, TagValues: group.map((tag) => tag.value) }))
}
