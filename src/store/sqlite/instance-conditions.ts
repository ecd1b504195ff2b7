import type { InstanceFilter } from '../instance.ts'
import { all, type Conditions, carriesEach, isTag } from './tag-conditions.ts'

/** `filter` as a condition on the rows of `instance`, those of the tenant `@tenant` alone. */
export function instanceConditions(filter: InstanceFilter): Conditions {
  const { region, ids, name, nameContains, nameOrIdContains, details = {}, ready, expired } = filter
  const parts: Conditions[] = [{ sql: 'tenant = @tenant', parameters: {} }]
  const add = (sql: string, parameters: Conditions['parameters']) => parts.push({ sql, parameters })

  if (region !== undefined) add('region = @region', { region })
  if (ids) add('id in (select value from json_each(@ids))', { ids: JSON.stringify(ids) })
  if (name !== undefined) add('name = @name', { name })
  if (nameContains !== undefined) add('instr(name, @nameContains) > 0', { nameContains })
  if (nameOrIdContains !== undefined) {
    add('(instr(name, @nameOrIdContains) > 0 or instr(id, @nameOrIdContains) > 0)', { nameOrIdContains })
  }
  Object.entries(details).forEach(([member, values], index) => {
    add(`details ->> @member${index} in (select value from json_each(@detail${index}))`, {
      [`member${index}`]: `$.${JSON.stringify(member)}`,
      [`detail${index}`]: JSON.stringify(values),
    })
  })
  if (ready) add(ready.is ? 'ready_at <= @readyBy' : 'ready_at > @readyBy', { readyBy: ready.at })
  if (expired) add(expired.is ? 'expires_at <= @now' : 'ifnull(expires_at > @now, true)', { now: expired.at })
  return all([...parts, tagConditions(filter)])
}

/** The first condition is looked up in the index of its region, the others by instance. */
function tagConditions({ region, tags = [] }: InstanceFilter): Conditions {
  const [first, ...others] = tags
  if (!first || region === undefined) return carriesEach('instance.id', tags, 0)
  const { sql, parameters } = isTag('tag', first, 0)
  const indexed = {
    sql: `id in (select tag.instance from tag where tag.tenant = @tenant and tag.region = @region and ${sql})`,
    parameters,
  }
  return all([indexed, carriesEach('instance.id', others, 1)])
}
