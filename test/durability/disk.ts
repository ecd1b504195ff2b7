import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import type { Disk, LogRow, StoredTag } from './history.ts'

const logSince = `
  select c.tenant, c.revision, c.instance, c.key, c.before, c.after, c.request_id as requestId
  from change c left join json_each(@seen) seen on seen.key = c.tenant
  where c.revision > ifnull(seen.value, 0) order by c.tenant, c.revision, c.instance, c.key`

/** Reads the data file of a server that is not running. @param seen the last revision of each tenant that is known */
export function readDisk(folder: string, seen: ReadonlyMap<string, number>): Disk {
  const database = new Sqlite(join(folder, 'tagplane.db'), { readonly: true })
  try {
    const tenants = database.prepare<[], { id: string; revision: number }>('select id, revision from tenant').all()
    return {
      revisions: new Map(tenants.map(({ id, revision }) => [id, revision])),
      log: database
        .prepare<[{ seen: string }], LogRow>(logSince)
        .all({ seen: JSON.stringify(Object.fromEntries(seen)) }),
      tags: database.prepare<[], StoredTag>('select instance, key, value from tag').all(),
    }
  } finally {
    database.close()
  }
}

const databaseLogSince = `
  select c.tenant, c.revision::int, c.instance, c.key, c.before, c.after, c.request_id as "requestId"
  from change c left join json_each_text($1) seen on seen.key = c.tenant
  where c.revision > coalesce(seen.value::int, 0) order by c.tenant, c.revision, c.instance, c.key`

/** What the nodes on a database may still be doing: what a dead one had sent may not even have been begun. */
export type Nodes = 'idle' | 'dead'

const connectionsOf: Readonly<Record<Nodes, string>> = {
  idle: `select from pg_stat_activity where application_name = 'tagplane' and state <> 'idle'`,
  dead: `select from pg_stat_activity where application_name = 'tagplane'`,
}

/** Reads the database, as it is at one moment, once it has done all that the nodes had sent. */
export async function readDatabase(url: string, seen: ReadonlyMap<string, number>, nodes: Nodes): Promise<Disk> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    while ((await client.query(connectionsOf[nodes])).rowCount !== 0) await sleep(10)
    await client.query('begin isolation level repeatable read')
    const tenants = await client.query<{ id: string; revision: number }>('select id, revision::int from tenant')
    const log = await client.query<LogRow>(databaseLogSince, [JSON.stringify(Object.fromEntries(seen))])
    const tags = await client.query<StoredTag>('select instance, key, value from tag')
    const revisions = new Map(tenants.rows.map(({ id, revision }) => [id, revision]))
    return { revisions, log: log.rows, tags: tags.rows }
  } finally {
    await client.end()
  }
}
