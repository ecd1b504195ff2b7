import { StoreError } from '../store-error.ts'
import { type Connection, connect } from './connection.ts'
import { serverUrls, shownUrl } from './connection-url.ts'
import { migrate } from './migrate.ts'

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
  const servers = serverUrls(url)
  try {
    const connection = await connect(servers, 0)
    try {
      const { isDistributed } = await migrate(connection)
      return { connection, servers, isDistributed, bucketCount: isDistributed ? distributedBuckets : 1 }
    } catch (error) {
      await connection.close()
      throw error
    }
  } catch (error) {
    if (error instanceof StoreError || !(error instanceof Error)) throw error
    throw new StoreError(`Cannot open the store ${shownUrl(url)}: ${error.message}`, { cause: error })
  }
}
