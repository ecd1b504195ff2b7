import { closeSync, fdatasync, openSync } from 'node:fs'
import { promisify } from 'node:util'
import type { Database } from 'better-sqlite3'
import { frameCounter, logEndReader, rewriteLog } from './rewrite-log.ts'

/** More pages than a commit writes that is synced behind: it holds nonces only. */
const pagesPerCommitMax = 64

const syncData = promisify(fdatasync)

/** The log of a database, as far as commits look after it that are synced behind. */
export interface WriteAheadLog {
  /** Resolves once all that was committed is on disk; the work is done off the main thread. */
  sync(): Promise<void>
  /** Whether the next such commit may write back to the main file, in which SQLite does not tell of a sync that fails. */
  isCheckpointDue(): boolean
  /** Remembers the log as it is now. Call right after a commit that is not synced yet. */
  mark(): void
  /**
   * Writes the log once more, as it was marked, and waits until it is on disk; for after a failed sync.
   * @throws Error if it cannot be written, or no longer is what was marked
   */
  rewrite(): void
}

/** The log of a database that is open, marked as it is. */
export function openWriteAheadLog(database: Database, path: string): WriteAheadLog & { close(): void } {
  const file = openSync(path, 'r+')
  const readEnd = logEndReader(database, file)
  const countFrames = frameCounter(database)
  const dueFrom = (database.pragma('wal_autocheckpoint', { simple: true }) as number) - pagesPerCommitMax
  let end = readEnd()
  return {
    sync: () => syncData(file),
    isCheckpointDue: () => countFrames() >= dueFrom,
    mark() {
      end = readEnd()
    },
    rewrite: () => rewriteLog(database, file, end),
    close: () => closeSync(file),
  }
}

/** That of a database in memory: there is none. */
export const noLog: WriteAheadLog = { sync: async () => {}, isCheckpointDue: () => false, mark() {}, rewrite() {} }
