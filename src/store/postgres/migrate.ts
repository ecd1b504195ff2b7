import { StoreError } from '../store-error.ts'
import { distribute } from './citus.ts'
import type { Connection } from './connection.ts'
import type { Queries } from './queries.ts'
import { migrations } from './schema.ts'
import { sqlState } from './unavailable.ts'

/** Holds off all other nodes that would migrate: the letters `TagP`. */
const migrationLock = 0x54616750
const versionMin = 150_000
const duplicateTable = '42P07'

interface Server {
  readonly version: number
  readonly encoding: string
  readonly fsync: string
}

const describeServer = `select current_setting('server_version_num')::int as version,
  current_setting('server_encoding') as encoding, current_setting('fsync') as fsync`

/**
 * Brings a database to the schema of this program, once, whichever node comes first.
 * @returns whether Citus distributes it
 * @throws StoreError if the server is not fit, or the schema is not ours or is newer
 */
export async function migrate(connection: Connection): Promise<{ readonly isDistributed: boolean }> {
  checkServer(await connection.get<Server>(describeServer))
  await connection.run('begin')
  try {
    await connection.run('select pg_advisory_xact_lock($1)', [migrationLock])
    await upgrade(connection)
    const isDistributed = await distribute(connection)
    await connection.run('commit')
    return { isDistributed }
  } catch (error) {
    await connection.run('rollback').catch(() => {})
    if (sqlState(error) !== duplicateTable) throw error
    throw new StoreError('The database holds tables of another program; choose another database or schema in --store')
  }
}

function checkServer(server: Server | undefined): void {
  if (!server || server.version < versionMin) throw new StoreError('The store needs PostgreSQL 15 or newer')
  if (server.encoding !== 'UTF8') {
    throw new StoreError(`The database has the encoding ${server.encoding}; create one in UTF8`)
  }
  if (server.fsync !== 'on')
    throw new StoreError('The PostgreSQL server runs with fsync=off and may lose what it wrote')
}

async function upgrade(connection: Connection): Promise<void> {
  const version = await currentVersion(connection)
  if (version > migrations.length) {
    throw new StoreError(
      `The database was written by a newer Tagplane (schema ${version}, this program knows ${migrations.length}); upgrade the program`,
    )
  }
  if (version === migrations.length) return
  for (const migration of migrations.slice(version)) await connection.script(migration)
  await connection.run('update schema_version set version = $1', [migrations.length])
}

/** 0 where there is nothing yet; the table is made then. */
async function currentVersion(connection: Connection): Promise<number> {
  const version = await storedVersion(connection)
  if (version !== undefined) return version
  await connection.script('create table schema_version (version integer primary key)')
  await connection.script('insert into schema_version values (0)')
  return 0
}

/** Others name a table so too; theirs has other columns. */
const findVersion = `
  select string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ') = 'version integer' as "isOurs"
  from pg_attribute where attrelid = to_regclass('schema_version') and attnum > 0 and not attisdropped`

/** How many migrations a database has had; undefined if it is none of ours. */
export async function storedVersion(queries: Queries): Promise<number | undefined> {
  if (!(await queries.get<{ isOurs: boolean | null }>(findVersion))?.isOurs) return undefined
  return (await queries.get<{ version: number }>('select version from schema_version'))?.version ?? 0
}
