import { type Stats, statSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { StoreUnavailable } from '../store-error.ts'

/** Bytes; 0 of a file that is not there. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/**
 * A way to ask whether the files of an open database still have their names and their length: SQLite goes on writing to
 * a file that was removed or replaced, and nobody finds it afterwards. Some 3 µs.
 * @returns a function that throws StoreUnavailable if not; it goes on by itself when they are back
 */
export function filesInPlace(database: Database, path: string): () => void {
  const find = fileInPlace(path)
  const findLog = fileInPlace(`${path}-wal`)
  const checkpoint = database.prepare<[], { log: number; checkpointed: number }>('pragma wal_checkpoint(noop)')
  const pageBytes = database.pragma('page_size', { simple: true }) as number
  let sizeSeen = find().size
  /** What is not yet in the file is in the log, so that it may be short of its pages; it never shrinks so, though. */
  const isCut = (size: number) => {
    if (size >= (database.pragma('page_count', { simple: true }) as number) * pageBytes) return false
    const { log = 0, checkpointed = 0 } = checkpoint.get() ?? {}
    return size < sizeSeen || log === checkpointed
  }
  return () => {
    findLog()
    const { size } = find()
    if (size === sizeSeen) return
    if (isCut(size))
      throw new StoreUnavailable(`${path} was cut to ${size} bytes; stop the server and restore a backup`)
    sizeSeen = size
  }
}

function fileInPlace(path: string): () => Stats {
  const opened = statSync(path)
  return () => {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found?.ino === opened.ino && found.dev === opened.dev) return found
    const what = found ? 'was replaced' : 'is gone'
    throw new StoreUnavailable(`${path} ${what} while it is in use; put the same file back, or stop the server`)
  }
}
