import type { AttachedTagFilter, InstanceFilter, TagCondition } from '../instance.ts'

/** A condition in SQL with its named parameters. Its text depends on which members a filter has, never on their values. */
export interface Conditions {
  readonly sql: string
  readonly parameters: Readonly<Record<string, string | number>>
}

/** `filter` as a condition on the rows of `instance`, beside `tenant = @tenant`. */
export function instanceConditions(filter: InstanceFilter): Conditions {
  const terms: string[] = ['tenant = @tenant']
  const parameters: Record<string, string | number> = {}
  const add = (sql: string, values: Record<string, string | number>) => {
    terms.push(sql)
    Object.assign(parameters, values)
  }
  const { region, ids, name, nameContains, nameOrIdContains, details = {}, ready, expired, tags = [] } = filter

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
  if (tags.length > 0) {
    const tagged = tagConditions(tags)
    add(`id in (${tagged.sql})`, tagged.parameters)
  }
  return { sql: terms.join(' and '), parameters }
}

/** `filter` as a condition on the rows of `tag`. */
export function attachedTagConditions({ tenant, region, instances, tags }: AttachedTagFilter): Conditions {
  const terms = ['tenant = @tenant', 'region = @region']
  const parameters: Record<string, string | number> = { tenant, region }
  if (instances) {
    terms.push('instance in (select value from json_each(@instances))')
    parameters.instances = JSON.stringify(instances)
  }
  if (tags) {
    const tagged = tagConditions(tags)
    terms.push(`instance in (${tagged.sql})`, 'key in (select value from json_each(@keys))')
    Object.assign(parameters, tagged.parameters, { keys: JSON.stringify(tags.map((tag) => tag.key)) })
  }
  return { sql: terms.join(' and '), parameters }
}

/** The ids of the instances for which every condition holds, as a subquery. */
function tagConditions(tags: readonly TagCondition[]): Conditions {
  const parameters: Record<string, string> = {}
  const selects = tags.map(({ key, values = [] }, index) => {
    parameters[`key${index}`] = key
    const select = `select instance from tag where tenant = @tenant and key = @key${index}`
    if (values.length === 0) return select
    parameters[`values${index}`] = JSON.stringify(values)
    return `${select} and value in (select value from json_each(@values${index}))`
  })
  return { sql: selects.join(' intersect '), parameters }
}
