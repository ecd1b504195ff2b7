import type { Tag } from '../../../tags/tag.ts'
import { invalid, tagErrors } from '../errors.ts'
import { tagsPerPage } from '../limits.ts'
import { operation } from '../operation.ts'
import { pageOf, readPageToken } from '../page-token.ts'
import { rKvstore } from '../products.ts'
import { oneOf, requiredText, text } from '../scalar-kinds.ts'
import { scope } from '../tag-parameters.ts'

/**
 * Lists the keys in use in a region, each with its values. A page holds a number of tags, so that a key with many
 * values goes on on the next page.
 */
export const describeTags = operation({
  name: 'DescribeTags',
  product: rKvstore,
  docs: 'https://www.alibabacloud.com/help/en/redis/developer-reference/api-r-kvstore-2015-01-01-describetags-redis',
  access: { action: 'kvstore:DescribeTags', level: 'read', resources: '*' },
  parameters: {
    RegionId: requiredText,
    ResourceType: oneOf(['INSTANCE', 'instance'], tagErrors.resourceType),
    NextToken: text(),
    Scope: scope,
  },
  errors: Object.values(tagErrors),
  async run({ RegionId, NextToken }, { store, account }) {
    const listing = [account, 'DescribeTags', RegionId]
    const after = NextToken === undefined ? undefined : readPageToken(listing, NextToken)
    if (NextToken !== undefined && !after) return invalid('NextToken')
    const last = after && { key: after[0], value: after[1] }
    const found = await store.listDistinctTags(account, RegionId, last, tagsPerPage + 1)
    const page = pageOf(listing, found, ({ key, value }) => [key, value])
    return { NextToken: page.NextToken, Tags: groupByKey(page.rows) }
  },
})

function groupByKey(tags: readonly Tag[]) {
  const values = Map.groupBy(tags, (tag) => tag.key)
  return [...values].map(([key, group]) => ({ TagKey: key, TagValues: group.map((tag) => tag.value) }))
}
