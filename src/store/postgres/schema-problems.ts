import type { Connection } from './connection.ts'
import type { Queries } from './queries.ts'
import { migrations } from './schema.ts'

/** What a schema is made of: `table tag`, `index tag_by_key`, with all that is to be the same of it. */
export type Schema = ReadonlyMap<string, string>

/** Of a function, but for where it finds its tables, which it takes from the connection that makes it. */
const settings = `(select string_agg(one, ', ' order by one) from unnest(p.proconfig) as one where one not like 'search_path=%')`

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
    concat_ws(' ', pg_get_function_result(p.oid), p.prolang, p.prosecdef, p.provolatile, ${settings}, p.prosrc)
  from pg_proc p where p.pronamespace = ${schema} and p.oid not in (select objid from owned)`

interface Attached {
  /** As in a {@link Schema}. */
  readonly name: string
  readonly what: string
}

/** Triggers of extensions are those that Citus needs. */
const findAttached = `
  with ours as (select oid, relname, 'table ' || relname as name, relpersistence, relrowsecurity from pg_class
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p'))
  select name, 'is unlogged, so that a crash empties it; run "alter table ' || relname || ' set logged"' as what
  from ours where relpersistence = 'u'
  union all
  select name, 'has row-level security, which this program does not make' from ours where relrowsecurity
  union all
  select name, format('has the rule %s, which this program does not make', r.rulename)
  from ours join pg_rewrite r on r.ev_class = ours.oid
  union all
  select name, format('has the trigger %s, which this program does not make', t.tgname)
  from ours join pg_trigger t on t.tgrelid = ours.oid
  where not t.tgisinternal and t.tgfoid not in (select objid from pg_depend where deptype = 'e')`

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

/**
 * How the schema differs from what is expected, and what was attached to it that makes it work otherwise. What others
 * have put beside it does not matter.
 */
export async function schemaProblems(queries: Queries, expected: Schema): Promise<readonly string[]> {
  const actual = await readSchema(queries, found)
  const attached = await queries.all<Attached>(findAttached)
  return [
    ...[...expected]
      .filter(([name, definition]) => actual.get(name) !== definition)
      .map(([name]) => `the schema of ${name} is ${actual.has(name) ? 'not as this program makes it' : 'missing'}`),
    ...attached.filter(({ name }) => expected.has(name)).map(({ name, what }) => `${name} ${what}`),
  ]
}

async function readSchema(queries: Queries, select: string): Promise<Schema> {
  const rows = await queries.all<{ name: string; definition: string }>(select)
  return new Map(rows.map(({ name, definition }) => [name, definition]))
}
