import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
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
