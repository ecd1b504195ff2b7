import type { InstanceId } from '../../tags/tag.ts'
import type { AttachedTag, AttachedTagFilter } from '../instance.ts'
import type { Queries } from './queries.ts'
import { carriesEach, isTag, Parameters } from './tag-conditions.ts'

type Position = Pick<AttachedTag, 'instance' | 'key'>

const columns = 'instance, key, value'

/** A page of a listing of attached tags. */
export function listAttachedTags(
  queries: Queries,
  filter: AttachedTagFilter,
  after: Position = { instance: '', key: '' },
  limit: number,
): Promise<readonly AttachedTag[]> {
  const { tenant, region, instances, tags = [] } = filter
  if (!instances || tags.length > 0) return listMatching(queries, filter, after, limit)
  const [first = '', ...others] = instances
  const values = [after.instance, after.key, limit]
  return others.length === 0
    ? queries.all(ofInstances('= $3'), [tenant, region, first, ...values])
    : queries.list(ofInstances('= any ($3::text[])'), [tenant, region, instances, ...values])
}

/** One instance is found by its key; for several it depends on the tenant. */
function ofInstances(named: string): string {
  return `select ${columns} from tag where tenant = $1 and region = $2 and instance ${named}
    and (instance, key) > ($4, $5) order by instance, key limit $6`
}

function listMatching(
  queries: Queries,
  filter: AttachedTagFilter,
  after: Position,
  limit: number,
): Promise<readonly AttachedTag[]> {
  const parameters = new Parameters()
  const add = parameters.add.bind(parameters)
  const [tenant, region] = [add(filter.tenant), add(filter.region)]
  const conditions = [
    `tenant = ${tenant} and region = ${region} and (instance, key) > (${add(after.instance)}, ${add(after.key)})`,
    ...tagConditions(filter, tenant, region, after.instance, limit, parameters),
  ]
  return queries.list(
    `select ${columns} from tag where ${conditions.join(' and ')} order by instance, key limit ${add(limit)}`,
    parameters.values,
  )
}

/** Only tags of the keys named, and of instances that meet all conditions: the first found by the index of its region. */
function tagConditions(
  { tags = [], instances }: AttachedTagFilter,
  tenant: string,
  region: string,
  afterInstance: InstanceId,
  limit: number,
  parameters: Parameters,
): readonly string[] {
  const [first, ...others] = tags
  if (!first) return []
  const among = instances ? `and found.instance = any (${parameters.add(instances)}::text[])` : ''
  // No more instances than can begin a page: each has a row at least, but the one that the last page ended in.
  const matching = `select found.instance from tag found
    where found.tenant = ${tenant} and found.region = ${region} and found.instance >= ${parameters.add(afterInstance)}
    and ${isTag('found', first, parameters)} and ${carriesEach('found.instance', tenant, others, parameters)} ${among}
    order by found.instance limit ${parameters.add(limit + 1)}`
  return [`key = any (${parameters.add(tags.map(({ key }) => key))}::text[])`, `instance in (${matching})`]
}
