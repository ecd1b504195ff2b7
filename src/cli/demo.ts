import { fileURLToPath } from 'node:url'
import { dialectModules } from '../dialects/registry.ts'
import { readSeedFile, type SeedFile } from '../server/seed-file.ts'
import type { StoreReader } from '../store/store.ts'

/** Ids of the access keys of the demo fleet, whose secrets everybody can read in the package. */
export const publishedKeyIds: readonly string[] = [
  'LTAI5tExampleRootKey',
  'LTAI5tExampleOpsKey',
  'LTAI5tExampleAuditKey',
  'EXAMPLEAK000000000001',
  'EXAMPLEAK000000000002',
]

/** The demo fleet, as the package carries it. */
export function demoSeedFile(): SeedFile {
  return readSeedFile(fileURLToPath(new URL('../../examples/demo.yaml', import.meta.url)), dialectModules)
}

/** The id of a published access key that `store` holds, in whatever realm. */
export async function publishedKeyIn(store: StoreReader): Promise<string | undefined> {
  for (const { name } of dialectModules) {
    for (const id of publishedKeyIds) if (await store.findAccessKey(name, id)) return id
  }
  return undefined
}
