import { registerHooks } from 'node:module'
import type { SqliteStoreOptions } from '../../src/store/sqlite/sqlite-store.ts'
import type { Store } from '../../src/store/store.ts'
import { type Machine, switchOn } from './machine.ts'

/** Marks the modules of the store that run on the simulated machine: the same sources, loaded a second time. */
const mark = '?on-simulated-disk'
const storeUrl = new URL(`../../src/store/sqlite/sqlite-store.ts${mark}`, import.meta.url).href

const replaced: ReadonlyMap<string, string> = new Map([
  ['node:fs', new URL('node-fs.ts', import.meta.url).href],
  ['better-sqlite3', new URL('better-sqlite3.ts', import.meta.url).href],
])

registerHooks({
  resolve(specifier, context, next) {
    if (!context.parentURL?.endsWith(mark)) return next(specifier, context)
    const replacement = replaced.get(specifier)
    if (replacement !== undefined) return { url: replacement, format: 'module-typescript', shortCircuit: true }
    const found = next(specifier, context)
    return specifier.startsWith('.') ? { ...found, url: `${found.url}${mark}` } : found
  },
})

/** Opens the product's own embedded store, unchanged, on a simulated machine. */
export async function openSimulatedStore(
  machine: Machine,
  folder: string,
  options: SqliteStoreOptions,
): Promise<Store> {
  switchOn(machine)
  const { openSqliteStore }: typeof import('../../src/store/sqlite/sqlite-store.ts') = await import(storeUrl)
  return openSqliteStore(folder, options)
}
