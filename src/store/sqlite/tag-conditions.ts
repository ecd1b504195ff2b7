import type { TagCondition } from '../instance.ts'
import type { ListingParameters } from './prepared-listings.ts'

/** A condition in SQL with its named parameters. Its text depends on which members a filter has, never on their values. */
export interface Conditions {
  readonly sql: string
  readonly parameters: ListingParameters
}

/** That the row `alias` of `tag` has the key of `condition`, with one of its values; `number` tells parameters apart. */
export function isTag(alias: string, { key, values = [] }: TagCondition, number: number): Conditions {
  const sql = `${alias}.key = @key${number}`
  const parameters = { [`key${number}`]: key }
  const [value, ...others] = values
  if (value === undefined) return { sql, parameters }
  if (others.length === 0) {
    return {
      sql: `${sql} and ${alias}.value = @value${number}`,
      parameters: { ...parameters, [`value${number}`]: value },
    }
  }
  return {
    sql: `${sql} and ${alias}.value in (select value from json_each(@values${number}))`,
    parameters: { ...parameters, [`values${number}`]: JSON.stringify(values) },
  }
}

/** That the instance whose id is in the column `instance` carries a tag for each of `conditions`, found by its key. */
export function carriesEach(instance: string, conditions: readonly TagCondition[], first: number): Conditions {
  const parts = conditions.map((condition, index) => {
    const { sql, parameters } = isTag('other', condition, first + index)
    return {
      sql: `exists (select 1 from tag other where other.tenant = @tenant and other.instance = ${instance} and ${sql})`,
      parameters,
    }
  })
  return all(parts)
}

/** All of `parts`; true if there are none. */
export function all(parts: readonly Conditions[]): Conditions {
  return {
    sql: parts.map((part) => part.sql).join(' and ') || 'true',
    parameters: Object.assign({}, ...parts.map((part) => part.parameters)),
  }
}
