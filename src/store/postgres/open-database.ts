import { StoreError } from '../store-error.ts'
import { type Connection, connect } from './connection.ts'
import { serverUrls, shownUrl } from './connection-url.ts'
import { migrate, storedVersion } from './migrate.ts'
import { checkRights } from './rights.ts'
import { migrations } from './schema.ts'

/** A database at the schema of this program, and a connection to it on which statements may take as long as they want. */
export interface OpenDatabase {
  readonly connection: Connection
  readonly servers: readonly string[]
  /** Whether Citus distributes its tables. */
  readonly isDistributed: boolean
  /** Over how many buckets nonces are spread. */
  readonly bucketCount: number
}

/** With Citus: more than machines that anybody has, and few enough for many nonces to share a commit. */
const distributedBuckets = 16

/** @throws StoreError if it cannot be used; the message is for the person who gave the URL, and shows no password */
export async function openDatabase(url: string): Promise<OpenDatabase> {
  return open(url, async (connection, servers) => {
    const { isDistributed } = await migrate(connection)
    await checkRights(connection)
    return { connection, servers, isDistributed, bucketCount: isDistributed ? distributedBuckets : 1 }
  })
}

/** A database that is left at its schema, and the version of that. */
export interface UnchangedDatabase {
  readonly connection: Connection
  readonly version: number
}

/** @throws StoreError as above, and if it holds no store, or that of a newer program */
export function openUnchanged(url: string): Promise<UnchangedDatabase> {
  return open(url, async (connection) => {
    const version = await storedVersion(connection)
    if (!version) throw new StoreError(`There is no data in ${shownUrl(url)}; give another --store`)
    if (version > migrations.length) {
      throw new StoreError(`${shownUrl(url)} was written by a newer Tagplane (schema ${version}); use that one`)
    }
    return { connection, version }
  })
}

async function open<Opened>(
  url: string,
  prepare: (connection: Connection, servers: readonly string[]) => Promise<Opened>,
): Promise<Opened> {
  const servers = serverUrls(url)
  try {
    const connection = await connect(servers, 0)
    try {
      return await prepare(connection, servers)
    } catch (error) {
      await connection.close()
      throw error
    }
  } catch (error) {
    if (error instanceof StoreError || !(error instanceof Error)) throw error
    throw new StoreError(`Cannot open the store ${shownUrl(url)}: ${error.message}`, { cause: error })
  }
}
