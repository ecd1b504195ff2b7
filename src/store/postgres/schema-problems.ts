import type { Connection } from './connection.ts'
import type { Queries } from './queries.ts'
import { migrations } from './schema.ts'

/** What a schema is made of: `table tag`, `index tag_by_key`, with all that is to be the same of it. */
export type Schema = ReadonlyMap<string, string>

/** Tables with their columns, indexes (those of primary keys too) and functions of one schema; not those of extensions. */
const describe = (schema: string) => `
  with owned as (select objid from pg_depend where deptype = 'e')
  select 'table ' || c.relname as name, string_agg(
    concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), l.collname, a.attnotnull,
      pg_get_expr(d.adbin, d.adrelid)), ', ' order by a.attname) as definition
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_collation l on l.oid = a.attcollation
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relnamespace = ${schema} and c.relkind in ('r', 'p') and c.oid not in (select objid from owned)
  group by c.relname
  union all
  select 'index ' || c.relname, pg_get_indexdef(c.oid, 0, true)
  from pg_class c where c.relnamespace = ${schema} and c.relkind in ('i', 'I')
  union all
  select format('function %s(%s)', p.proname, pg_get_function_identity_arguments(p.oid)),
    pg_get_function_result(p.oid) || p.prosrc
  from pg_proc p where p.pronamespace = ${schema} and p.oid not in (select objid from owned)`

const found = describe('current_schema()::regnamespace')
const made = describe('pg_my_temp_schema()')

/**
 * The schema that the first `version` migrations make, as this very server tells it. They are run on temporary tables
 * and undone, so that nothing of it stays, nor waits for anybody.
 */
export async function expectedSchema(connection: Connection, version: number): Promise<Schema> {
  await connection.run('begin')
  try {
    // The second is for Citus, and nothing elsewhere.
    await connection.script('set local search_path = pg_temp; set local citus.enable_ddl_propagation = off')
    for (const migration of migrations.slice(0, version)) await connection.script(migration)
    return await readSchema(connection, made)
  } finally {
    await connection.run('rollback')
  }
}

/** How the schema differs from what is expected. What others have put beside it does not matter. */
export async function schemaProblems(queries: Queries, expected: Schema): Promise<readonly string[]> {
  const actual = await readSchema(queries, found)
  return [...expected]
    .filter(([name, definition]) => actual.get(name) !== definition)
    .map(([name]) => `the schema of ${name} is ${actual.has(name) ? 'not as this program makes it' : 'missing'}`)
}

async function readSchema(queries: Queries, select: string): Promise<Schema> {
  const rows = await queries.all<{ name: string; definition: string }>(select)
  return new Map(rows.map(({ name, definition }) => [name, definition]))
}
