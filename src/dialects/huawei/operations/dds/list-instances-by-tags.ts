import type { InstanceFilter } from '../../../../store/instance.ts'
import { list, record } from '../../compound-kinds.ts'
import { errors } from '../../errors.ts'
import { ok, operation } from '../../operation.ts'
import type { Input } from '../../parameter-kind.ts'
import { integer, oneOf, text, withDefault } from '../../scalar-kinds.ts'
import type { WireError } from '../../wire-error.ts'

const textLengthMax = 255

/** Keys and values of a filter are trimmed and not held to the rules of tags; the page's 36 and 43 characters are too few. */
const tagFilter = record(
  {
    key: text({ max: textLengthMax, pattern: /\S/, limits: '1 to 255 characters, not blank' }, errors.filterKey),
    values: withDefault(
      list(text({ min: 0, max: textLengthMax }, errors.parameter), { max: 1000 }, errors.parameter),
      [],
    ),
  },
  errors.parameter,
)

const match = record(
  {
    key: oneOf(['instance_name', 'instance_id'], errors.filterKey),
    value: withDefault(text({ min: 0, max: textLengthMax }, errors.parameter), ''),
  },
  errors.parameter,
)

interface Filters {
  readonly tags: readonly Input<{ key: typeof tagFilter }>['key'][]
  readonly matches: readonly Input<{ match: typeof match }>['match'][]
}

export const listInstancesByTags = operation({
  name: 'ListInstancesByTags',
  docs: 'Querying DB Instances by Tag',
  service: 'dds',
  method: 'POST',
  path: '/v3/{project_id}/instances/action',
  access: { action: 'dds:instance:listAll', action11: 'dds:instance:list', level: 'list', resources: '*' },
  body: {
    action: oneOf(['filter', 'count'], errors.parameter),
    offset: withDefault(integer({ min: 0, max: 999_999_999 }, errors.offset), 0),
    limit: withDefault(integer({ min: 1, max: 100 }, errors.limit), 100),
    tags: withDefault(list(tagFilter, { max: 20 }, errors.parameter), []),
    matches: withDefault(list(match, { max: 2 }, errors.parameter), []),
  },
  checks: [checkRepeats],
  errors: [errors.parameter, errors.offset, errors.limit, errors.filterKey],
  async run({ action, offset, limit, ...filters }, { store, project }) {
    const filter = { region: project.region, ...instanceFilter(filters) }
    if (action === 'count') return ok({ total_count: await store.countInstances(project.id, filter) })
    const { instances, total } = await store.listInstances(project.id, filter, { offset, limit })
    const found = instances.map(({ id, name, tags }) => ({ instance_id: id, instance_name: name, tags }))
    return ok({ instances: found, total_count: total })
  },
})

function checkRepeats({ tags, matches }: Filters): WireError | undefined {
  if (new Set(tags.map(({ key }) => key.trim())).size < tags.length) return errors.filterKey
  return new Set(matches.map(({ key }) => key)).size < matches.length ? errors.parameter : undefined
}

/** The name is looked for as a part, the id as a whole; an empty value asks for nothing. */
function instanceFilter({ tags, matches }: Filters): InstanceFilter {
  const valueFor = (key: string) => matches.find((each) => each.key === key)?.value
  const name = valueFor('instance_name')
  const id = valueFor('instance_id')
  return {
    tags: tags.map(({ key, values }) => ({ key: key.trim(), values: values.map((value) => value.trim()) })),
    ...(name && { nameContains: name }),
    ...(id && { ids: [id] }),
  }
}
