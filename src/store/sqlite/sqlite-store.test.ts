import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openBed, type StoreHome } from '../conformance/bed.conformance.ts'
import { storeConformance } from '../store.conformance.ts'
import { openSqliteArchive } from './archive.ts'
import { openSqliteStore, openSqliteStoreInMemory } from './sqlite-store.ts'

storeConformance('sqlite in memory', { durable: false }, async () => ({
  openStore: async (now) => openSqliteStoreInMemory({ now }),
  openArchive: () => Promise.reject(new Error('What is in memory is gone with its store')),
  [Symbol.asyncDispose]: async () => {},
}))

storeConformance('sqlite on disk', { durable: true }, async (): Promise<StoreHome> => {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-store-'))
  return {
    openStore: async (now) => openSqliteStore(folder, { now }),
    openArchive: async () => openSqliteArchive(folder),
    [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true }),
  }
})

test('what a store that shares the folder changes holds for the other one’s next turn', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-store-'))
  const home = {
    openStore: async () => openSqliteStore(folder, { now: Date.now }),
    openArchive: async () => openSqliteArchive(folder),
    [Symbol.asyncDispose]: async () => {},
  }
  await using bed = await openBed(home)
  const other = openSqliteStore(folder, { now: Date.now, sharing: true })
  expect(await bed.store.findAccessKey('one', 'key-1')).toMatchObject({ active: true })
  await other.changeIdentities({ kind: 'enable-access-key', realm: 'one', id: 'key-1', active: false })
  expect(await bed.store.findAccessKey('one', 'key-1')).toMatchObject({ active: false })
  await other.close()
  rmSync(folder, { recursive: true })
})

test('a store that shares the folder remembers no nonces', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-store-'))
  const store = openSqliteStore(folder, { now: Date.now, sharing: true })
  await expect(store.spendNonce('a', 0, 1)).rejects.toThrow('A store that shares its folder remembers no nonces')
  await store.close()
  rmSync(folder, { recursive: true })
})
