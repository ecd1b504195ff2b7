import type { SqlFlavour } from '../sql/search/search-statement.ts'

/** PostgreSQL's own ways in the statements of a search; it ends a statement itself once the time is up. */
export const searchFlavour: SqlFlavour = {
  placeholder: (number) => `$${number}`,
  isAmong: (column, list) => `${column} = any (${list}::text[])`,
  contains: (column, text) => `strpos(${column}, ${text}) > 0`,
  fromNamed: (tenant, ids) => ({
    from: 'instance',
    condition: `instance.tenant = ${tenant} and instance.id = any (${ids}::text[])`,
  }),
  scanned: () => 'instance',
  join: 'join',
  fewMax: 3000,
  inTime: 'true',
}
