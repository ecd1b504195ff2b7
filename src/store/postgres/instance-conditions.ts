import type { InstanceFilter } from '../instance.ts'
import { toStoredJson } from './stored-json.ts'
import { carriesEach, isTag, type Parameters } from './tag-conditions.ts'

/** `filter` as a condition on the rows of `instance`, those of one tenant alone. @param tenant its placeholder */
export function instanceConditions(tenant: string, filter: InstanceFilter, parameters: Parameters): string {
  const { region, ids, name, nameContains, nameOrIdContains, details = {}, ready, expired, tags = [] } = filter
  const parts = [`instance.tenant = ${tenant}`]
  if (region !== undefined) parts.push(`region = ${parameters.add(region)}`)
  if (ids) parts.push(`id = any (${parameters.add(ids)}::text[])`)
  if (name !== undefined) parts.push(`name = ${parameters.add(name)}`)
  if (nameContains !== undefined) parts.push(`strpos(name, ${parameters.add(nameContains)}) > 0`)
  if (nameOrIdContains !== undefined) {
    const text = parameters.add(nameOrIdContains)
    parts.push(`(strpos(name, ${text}) > 0 or strpos(id, ${text}) > 0)`)
  }
  for (const [member, values] of Object.entries(details)) {
    const texts = parameters.add(values.map(toStoredJson))
    parts.push(`(details -> ${parameters.add(member)}::text)::text = any (${texts}::text[])`)
  }
  if (ready) parts.push(`ready_at ${ready.is ? '<=' : '>'} ${parameters.add(ready.at)}`)
  if (expired) parts.push(`coalesce(expires_at <= ${parameters.add(expired.at)}, false) = ${expired.is}`)
  return [...parts, ...tagConditions(tenant, region, tags, parameters)].join(' and ')
}

/** The first condition is looked up in the index of its region, the others by instance. */
function tagConditions(
  tenant: string,
  region: string | undefined,
  tags: NonNullable<InstanceFilter['tags']>,
  parameters: Parameters,
): readonly string[] {
  const [first, ...others] = tags
  if (!first || region === undefined) return [carriesEach('instance.id', tenant, tags, parameters)]
  const indexed = `id in (select tag.instance from tag where tag.tenant = ${tenant}
    and tag.region = ${parameters.add(region)} and ${isTag('tag', first, parameters)})`
  return [indexed, carriesEach('instance.id', tenant, others, parameters)]
}
