import type { SqlFlavour } from '../sql/search/search-statement.ts'

/** Throws once the time of the search is up. */
export const inTimeFunction = 'search_in_time'
/** Rows between two looks at the clock, on average. */
const rowsBetween = 64

/** SQLite's own ways in the statements of a search. */
export const searchFlavour: SqlFlavour = {
  placeholder: (number) => `@p${number}`,
  isAmong: (column, list) => `${column} in (select value from json_each(${list}))`,
  contains: (column, text) => `instr(${column}, ${text}) > 0`,
  fromNamed: (tenant, ids) => ({
    from: `json_each(${ids}) named cross join instance on instance.tenant = ${tenant} and instance.id = named.value`,
    condition: 'true',
  }),
  // Tags are stored by instance, instances as they were made.
  scanned: (readsRows) => `instance indexed by ${readsRows ? 'instance_by_age' : 'sqlite_autoindex_instance_1'}`,
  join: 'cross join',
  fewMax: 3000,
  inTime: `(random() % ${rowsBetween} <> 0 or ${inTimeFunction}())`,
}
