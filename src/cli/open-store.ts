import { existsSync, mkdirSync } from 'node:fs'
import { InvalidArgumentError, type Option } from 'commander'
import { isPostgresUrl, shownUrl } from '../store/postgres/connection-url.ts'
import type { Store } from '../store/store.ts'
import { UsageError } from './listen-address.ts'
import { dataOption, option } from './options.ts'

/** Where a store is. */
export interface StorePlace {
  /** Folder: the key file is there, and the data of the embedded store. */
  readonly data: string
  /** `sqlite`, or a URL of PostgreSQL. */
  readonly store: string
}

export interface StoreChoice extends StorePlace {
  readonly poolSize: number
  /** Seconds. */
  readonly statementTimeout: number
}

const poolSizeMax = 1000
const statementSecondsMax = 60

export function storeOption(): Option {
  return option('--store <store>', 'sqlite, embedded in this process, or postgres://…', 'STORE').default('sqlite')
}

/** The options that choose a store, each also as a variable `TAGPLANE_…`. */
export function storeOptions(): readonly Option[] {
  return [
    dataOption(),
    storeOption(),
    option('--pool-size <count>', 'connections to PostgreSQL at most', 'POOL_SIZE').default(10).argParser(poolSize),
    option('--statement-timeout <seconds>', 'how long PostgreSQL may take for a statement', 'STATEMENT_TIMEOUT')
      .default(5)
      .argParser(statementSeconds),
  ]
}

/** How a store is opened. */
interface Opening {
  readonly onCommit?: (report: { readonly writes: number; readonly seconds: number }) => void
  /** Whether a server may have it open meanwhile. */
  readonly sharing?: boolean
  /** Whether a data folder that is missing is made. */
  readonly create?: boolean
}

/**
 * Loads only the store that is chosen: a start waits for what is loaded.
 * @throws UsageError if there is no such store @throws StoreError if it cannot be opened
 */
export async function openStore(
  { data, store, poolSize, statementTimeout }: StoreChoice,
  opening: Opening,
): Promise<Store> {
  if (isEmbedded({ store })) {
    const { openSqliteStore } = await import('../store/sqlite/sqlite-store.ts')
    return openSqliteStore(data, { now: Date.now, ...opening })
  }
  if (!existsSync(data)) mkdirSync(data, { mode: 0o700 })
  const { openPostgresStore } = await import('../store/postgres/postgres-store.ts')
  const { onCommit } = opening
  return openPostgresStore(store, {
    now: Date.now,
    poolSize,
    statementMsMax: statementTimeout * 1000,
    ...(onCommit && { onCommit }),
  })
}

/** Where the data is, to show: nothing secret is in it. */
export function placeOf({ data, store }: StorePlace): string {
  return isEmbedded({ store }) ? data : shownUrl(store)
}

/** Whether a store is in its data folder; else it is on PostgreSQL. @throws UsageError if there is no such store */
export function isEmbedded({ store }: Pick<StorePlace, 'store'>): boolean {
  if (store === 'sqlite' || isPostgresUrl(store)) return store === 'sqlite'
  throw new UsageError(`Unknown store "${shownUrl(store)}"; give sqlite or postgres://…`)
}

function poolSize(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 2 && count <= poolSizeMax) return count
  throw new InvalidArgumentError(`Give 2 to ${poolSizeMax} connections.`)
}

function statementSeconds(text: string): number {
  const seconds = Number(text)
  if (text.trim() !== '' && seconds >= 0.1 && seconds <= statementSecondsMax) return seconds
  throw new InvalidArgumentError(`Give 0.1 to ${statementSecondsMax} seconds.`)
}
