import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StoreHome } from '../conformance/bed.conformance.ts'
import { storeConformance } from '../store.conformance.ts'
import { openSqliteStore, openSqliteStoreInMemory } from './sqlite-store.ts'

storeConformance('sqlite in memory', { durable: false }, async () => ({
  openStore: async (now) => openSqliteStoreInMemory({ now }),
  [Symbol.asyncDispose]: async () => {},
}))

storeConformance('sqlite on disk', { durable: true }, async (): Promise<StoreHome> => {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-store-'))
  return {
    openStore: async (now) => openSqliteStore(folder, { now }),
    [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true }),
  }
})
