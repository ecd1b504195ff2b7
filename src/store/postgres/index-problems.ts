import type { Queries } from './queries.ts'
import { tellingDamage } from './telling-damage.ts'

interface Index {
  readonly oid: number
  readonly name: string
  /** Whether the server keeps it up and uses it. */
  readonly isWhole: boolean
}

const indexes = `
  select i.indexrelid::int8 as oid, c.relname as name, i.indisvalid and i.indisready and i.indislive as "isWhole"
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where c.relnamespace = current_schema()::regnamespace order by c.relname`

/** Of PostgreSQL's own extension amcheck, which compares an index with the rows of its table; where the role may use it. */
const amcheck = `
  select format('select %I.bt_index_check($1::bigint::oid::regclass, true)', n.nspname) as check
  from pg_extension e
  join pg_namespace n on n.oid = e.extnamespace
  join pg_proc p on p.pronamespace = n.oid and p.proname = 'bt_index_check' and p.pronargs = 2
  where e.extname = 'amcheck' and has_function_privilege(p.oid, 'execute')`

/** Indexes that do not hold what their tables do: as far as the server knows, or where it has amcheck, as it finds. */
export async function indexProblems(transaction: Queries): Promise<readonly string[]> {
  const { check } = (await transaction.get<{ check: string }>(amcheck)) ?? {}
  const problems: string[] = []
  for (const index of await transaction.all<Index>(indexes)) {
    if (!index.isWhole) problems.push(`index ${index.name} is not valid; rebuild it with "reindex index ${index.name}"`)
    else if (check !== undefined) problems.push(...(await misfits(transaction, check, index)))
  }
  return problems
}

function misfits(transaction: Queries, check: string, { oid, name }: Index): Promise<readonly string[]> {
  const say = (damage: string) => `index ${name} does not fit its table: ${damage}`
  return tellingDamage(transaction, say, async () => {
    await transaction.run(check, [oid])
    return []
  })
}
