import type { AttachedTag } from '../../../store/instance.ts'
import { invalid, tagErrors } from '../errors.ts'
import { tagsPerCallMax, tagsPerPage } from '../limits.ts'
import { resourceIds, type TagPair, tagPairs } from '../list-kinds.ts'
import { type Call, operation } from '../operation.ts'
import { readPageToken, writePageToken } from '../page-token.ts'
import { text } from '../scalar-kinds.ts'
import { tagConditions } from '../tag-conditions.ts'
import { scope, tagTarget } from '../tag-parameters.ts'
import type { WireError } from '../wire-error.ts'

interface Selection {
  readonly region: string
  readonly instances: readonly string[]
  readonly pairs: readonly TagPair[]
}

type Position = Pick<AttachedTag, 'instance' | 'key'>

/**
 * Lists attached tags: of the instances named, of those that match every pair, or both; by instance and then key.
 * Where pairs are given, only the tags of their keys are listed (as ECS does).
 */
export const listTagResources = operation({
  name: 'ListTagResources',
  docs: 'https://www.alibabacloud.com/help/en/redis/developer-reference/api-r-kvstore-2015-01-01-listtagresources-redis',
  access: { action: 'kvstore:ListTagResources', level: 'get', resource: 'acs:kvstore:{RegionId}:{account}:instance/*' },
  parameters: {
    ...tagTarget,
    ResourceId: resourceIds(),
    Tag: tagPairs(tagsPerCallMax),
    NextToken: text(),
    Scope: scope,
  },
  errors: Object.values(tagErrors),
  check: ({ ResourceId, Tag }) => (ResourceId.length > 0 || Tag.length > 0 ? undefined : tagErrors.nothingSelected),
  async run({ RegionId, ResourceId, Tag, NextToken }, call) {
    const scope = [call.account, 'ListTagResources', RegionId]
    const position = NextToken === undefined ? undefined : readPageToken(scope, NextToken)
    if (NextToken !== undefined && !position) return invalid('NextToken')
    const after = position && { instance: position[0], key: position[1] }
    const rows = await findRows({ region: RegionId, instances: [...new Set(ResourceId)], pairs: Tag }, after, call)
    if (!Array.isArray(rows)) return rows as WireError
    const page = rows.slice(0, tagsPerPage)
    const last = rows.length > tagsPerPage ? page.at(-1) : undefined
    return {
      NextToken: last ? writePageToken(scope, [last.instance, last.key]) : '',
      TagResources: { TagResource: page.map(tagResourceOf) },
    }
  },
})

/** One row more than a page has, if there are as many. */
async function findRows(
  { region, instances, pairs }: Selection,
  after: Position | undefined,
  { store, account: tenant }: Call,
): Promise<readonly AttachedTag[] | WireError> {
  if (instances.length === 0) {
    return store.listAttachedTags({ tenant, region, tags: tagConditions(pairs) }, after, tagsPerPage + 1)
  }
  const tagsOf = await store.tagsOf(tenant, region, instances)
  if (tagsOf.size < instances.length) return tagErrors.instance
  if (pairs.length > 0) {
    return store.listAttachedTags({ tenant, region, instances, tags: tagConditions(pairs) }, after, tagsPerPage + 1)
  }
  const rows = instances.flatMap((instance) => (tagsOf.get(instance) ?? []).map((tag) => ({ instance, ...tag })))
  return rows.sort(byPosition).filter((row) => !after || byPosition(after, row) < 0)
}

function byPosition(a: Position, b: Position): number {
  return compare(a.instance, b.instance) || compare(a.key, b.key)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function tagResourceOf({ instance, key, value }: AttachedTag) {
  return { ResourceId: instance, ResourceType: 'ALIYUN::KVSTORE::INSTANCE', TagKey: key, TagValue: value }
}
