import { statSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { openPostgresStore } from '../../src/store/postgres/postgres-store.ts'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts'
import type { Store } from '../../src/store/store.ts'

/** A store that is filled by this process and then served by another, in turn. */
export interface GrowingStore {
  /** Data folder of the servers. */
  readonly data: string
  /** What `serve` takes to use it, beside its data folder. */
  readonly serveArgs: readonly string[]
  open(): Promise<Store>
  /** What it takes on disk. */
  bytes(): Promise<number>
}

/** The embedded store, in a folder that is made. */
export function embeddedStore(data: string): GrowingStore {
  return {
    data,
    serveArgs: [],
    open: async () => openSqliteStore(data, { now: Date.now }),
    bytes: async () => statSync(join(data, 'tagplane.db')).size,
  }
}

const poolSize = 10
const statementMsMax = 60_000

/** A store in an empty database of PostgreSQL. @param data folder for the key file */
export function postgresStore(data: string, url: string): GrowingStore {
  return {
    data,
    serveArgs: ['--store', url],
    open: () => openPostgresStore(url, { now: Date.now, poolSize, statementMsMax }),
    async bytes() {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      try {
        const { rows } = await client.query('select pg_database_size(current_database()) as bytes')
        return Number(rows[0].bytes)
      } finally {
        await client.end()
      }
    },
  }
}
