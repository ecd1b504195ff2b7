import type { InstanceFilter } from '../../../../store/instance.ts'
import { errors } from '../../errors.ts'
import { describeInstance } from '../../instances/describe-instance.ts'
import { modes } from '../../instances/details.ts'
import { ok, operation } from '../../operation.ts'
import type { Input } from '../../parameter-kind.ts'
import { integer, oneOf, optional, text, withDefault } from '../../scalar-kinds.ts'
import { parseTagPairs } from '../../tag-pairs.ts'
import type { WireError } from '../../wire-error.ts'

const id = optional(text({ min: 0, max: 64 }, errors.parameter))

const query = {
  id,
  name: optional(
    text({ min: 0, max: 65, pattern: /^(?!\*$)/, limits: 'a name, or `*` and a part of one' }, errors.instanceName),
  ),
  mode: optional(oneOf(modes, errors.mode)),
  datastore_type: optional(oneOf(['DDS-Community'], errors.datastoreType)),
  vpc_id: id,
  subnet_id: id,
  tags: optional(text({ min: 0, max: 8192, limits: '`k1=v1,k2=v2`, at most 20 pairs' }, errors.parameter)),
  offset: withDefault(integer({ min: 0, max: 999_999_999 }, errors.offset), 0),
  limit: withDefault(integer({ min: 1, max: 100 }, errors.limit), 100),
}

export const listInstances = operation({
  name: 'ListInstances',
  docs: 'Querying Instances and Details',
  service: 'dds',
  method: 'GET',
  path: '/v3/{project_id}/instances',
  access: { action: 'dds:instance:listAll', action11: 'dds:instance:list', level: 'list', resources: '*' },
  query,
  checks: [checkTags],
  errors: [errors.parameter, errors.instanceName, errors.mode, errors.datastoreType, errors.offset, errors.limit],
  async run({ offset, limit, ...wanted }, { store, project, at }) {
    const filter = { region: project.region, ...instanceFilter(wanted) }
    const { instances, total } = await store.listInstances(project.id, filter, { offset, limit })
    return ok({ instances: instances.map((instance) => describeInstance(instance, at)), total_count: total })
  },
})

type Wanted = Omit<Input<typeof query>, 'offset' | 'limit'>

function checkTags({ tags }: Wanted): WireError | undefined {
  return tags && !parseTagPairs(tags) ? errors.parameter : undefined
}

/** A parameter that is empty asks for nothing. */
function instanceFilter({ id, name, tags, mode, datastore_type, vpc_id, subnet_id }: Wanted): InstanceFilter {
  const details = Object.entries({ mode, datastore_type, vpc_id, subnet_id })
    .filter(([, value]) => value)
    .map(([member, value]) => [member, [value]])
  return {
    ...(id && { ids: [id] }),
    ...(name && (name.startsWith('*') ? { nameContains: name.slice(1) } : { name })),
    ...(tags && { tags: parseTagPairs(tags) ?? [] }),
    details: Object.fromEntries(details),
  }
}
