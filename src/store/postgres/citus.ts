import type { Connection } from './connection.ts'

/** Read by every node for calls of all tenants, and seldom written. */
const referenceTables = [
  ...['schema_version', 'property', 'identity_generation', 'account', 'principal', 'user_group', 'group_member'],
  ...['access_key', 'token'],
]

/** Tables whose rows are one tenant's, by the column that says whose. The shards of a tenant are on one machine. */
const tenantTables = {
  ...{ tenant: 'id', instance: 'tenant', tag: 'tenant', change: 'tenant', job: 'tenant' },
  idempotency_token: 'tenant',
}

/**
 * Distributes the tables over the machines of Citus, if the database has the extension and does not do so yet.
 * Functions run where the rows are that they write.
 * @returns whether tables are distributed
 */
export async function distribute(connection: Connection): Promise<boolean> {
  if (!(await connection.get(`select from pg_extension where extname = 'citus'`))) return false
  if (await connection.get(`select from pg_dist_partition where logicalrelid = 'tag'::regclass`)) return true
  await connection.script(`set local citus.multi_shard_modify_mode = 'sequential'`)
  for (const table of referenceTables) await connection.run('select create_reference_table($1)', [table])
  let together = 'none'
  for (const [table, column] of Object.entries(tenantTables)) {
    await connection.run('select create_distributed_table($1, $2, colocate_with => $3)', [table, column, together])
    together = 'tenant'
  }
  await connection.script(`
    select create_distributed_table('nonce', 'bucket', colocate_with => 'none');
    select create_distributed_function('change_tags(text, json)', 'of_tenant', colocate_with => 'tenant');
    select create_distributed_function('spend_nonces(integer, bigint[], bigint[], bigint)', 'of_bucket',
      colocate_with => 'nonce')`)
  return true
}
