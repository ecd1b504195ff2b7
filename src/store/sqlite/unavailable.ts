import type { Store } from '../store.ts'
import { StoreUnavailable } from '../store-error.ts'

/**
 * What passes by itself when the disk is well again, by SQLite's result code or the beginning of it, and by the system's
 * code where the log is synced or written without SQLite.
 */
const illDisk = /^(SQLITE_(FULL|IOERR|READONLY|CANTOPEN)|E(IO|NOSPC|DQUOT|FBIG|ROFS)$)/

/** What went wrong with a call: {@link StoreUnavailable} if it may pass by itself, else the error as it is. */
export function asUnavailable(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  const code = String(error.code)
  if (code.startsWith('SQLITE_BUSY')) return new StoreUnavailable(busyMessage, { cause: error })
  if (!illDisk.test(code)) return error
  return new StoreUnavailable(`The disk is full or failing: ${error.message} (${code})`, { cause: error })
}

export const busyMessage =
  'Another process is writing to the data folder and does not end; wait until it is done, or end it, and try again'

type Method = (...values: unknown[]) => Promise<unknown>

/** For a promise: rejects with what {@link asUnavailable} makes of why it was rejected. */
export function refuseIllDisk(error: unknown): never {
  throw asUnavailable(error)
}

/** `store`, every method of which tells of an ill disk. */
export function refusingIllDisk(store: Store): Store {
  const all = Object.entries(store as unknown as Readonly<Record<string, Method>>).map(([name, method]) => [
    name,
    (...values: unknown[]) => method(...values).catch(refuseIllDisk),
  ])
  return Object.fromEntries(all)
}
