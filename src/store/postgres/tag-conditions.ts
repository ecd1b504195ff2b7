import type { TagCondition } from '../instance.ts'
import type { Value } from './queries.ts'

/** The parameters of a statement whose text depends on which filters it has, never on their values. */
export class Parameters {
  readonly values: Value[] = []

  /** @returns its placeholder */
  add(value: Value): string {
    return `$${this.values.push(value)}`
  }
}

/** That the row `alias` of `tag` has the key of `condition`, with one of its values. */
export function isTag(alias: string, { key, values = [] }: TagCondition, parameters: Parameters): string {
  const hasKey = `${alias}.key = ${parameters.add(key)}`
  return values.length === 0 ? hasKey : `${hasKey} and ${alias}.value = any (${parameters.add(values)}::text[])`
}

/**
 * That the instance in the column `instance` carries a tag for each of `conditions`, found by its key.
 * @param tenant placeholder of the tenant
 */
export function carriesEach(
  instance: string,
  tenant: string,
  conditions: readonly TagCondition[],
  parameters: Parameters,
): string {
  const parts = conditions.map(
    (condition) =>
      `exists (select from tag other where other.tenant = ${tenant} and other.instance = ${instance}
       and ${isTag('other', condition, parameters)})`,
  )
  return parts.join(' and ') || 'true'
}
