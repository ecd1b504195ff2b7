import { fileURLToPath } from 'node:url'
import { dialectModules } from '../dialects/registry.ts'
import { readSeedFile, type SeedFile } from '../server/seed-file.ts'
import type { Store } from '../store/store.ts'

/** The demo fleet, as the package carries it. */
export function demoSeedFile(): SeedFile {
  return readSeedFile(fileURLToPath(new URL('../../examples/demo.yaml', import.meta.url)), dialectModules)
}

/** The id of an access key in `store` whose secret everybody can read in the demo fleet. */
export async function publishedKeyIn(store: Store): Promise<string | undefined> {
  const unread = { sealSecret: () => new Uint8Array(), hashPassword: async () => '' }
  const { accessKeys } = await demoSeedFile().contents(unread, 0)
  for (const { id, principal } of accessKeys) {
    if (await store.findAccessKey(principal.realm, id)) return id
  }
  return undefined
}
