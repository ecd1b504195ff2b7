import { startPostgres } from '../test/postgres-server.ts'
import type { StoreKind } from './options.ts'

/** What servers under torture keep their data in. */
export interface TortureStore extends AsyncDisposable {
  /** Of each server. */
  readonly args: readonly string[]
}

/** A new PostgreSQL; the embedded store is the server's own. */
export async function openStore(store: StoreKind): Promise<TortureStore> {
  if (store === 'sqlite') return { args: [], [Symbol.asyncDispose]: async () => {} }
  const database = await startPostgres()
  return { args: ['--store', database.url], [Symbol.asyncDispose]: async () => database[Symbol.asyncDispose]() }
}
