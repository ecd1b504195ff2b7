import { StoreError } from '../store-error.ts'
import type { Queries } from './queries.ts'
import { migrations } from './schema.ts'

/** All tables that the migrations make. */
export const tables: readonly string[] = migrations.flatMap((migration) =>
  Array.from(migration.matchAll(/^\s*create table (\w+)/gm), ([, name = '']) => name),
)

const findLacking = `
  select current_user as role, string_agg(distinct may, ', ') as rights, string_agg(distinct name, ', ') as names
  from unnest($1::text[]) as name, unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) as may
  where not has_table_privilege(name, may)`

/** @throws StoreError if the role may not read and write all tables, which would show with the first call that does */
export async function checkRights(queries: Queries): Promise<void> {
  const lacking = await queries.get<{ role: string; rights: string | null; names: string }>(findLacking, [tables])
  if (!lacking || lacking.rights === null) return
  const { role, rights, names } = lacking
  throw new StoreError(
    `The role ${role} of --store lacks ${rights} on ${names}; grant it, or give a role that owns them`,
  )
}
