import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts'
import type { Store } from '../../src/store/store.ts'
import { checkEpoch } from '../../test/durability/check-epoch.ts'
import { readDisk } from '../../test/durability/disk.ts'
import { emptyState } from '../../test/durability/history.ts'
import type { DiskImage } from '../disk/simulated-disk.ts'
import { fleet, start } from './fleet.ts'
import { attemptsAt, isAcknowledged, type Recorded } from './recorded.ts'

/** What lies on disk at a moment, or what a power cut at that moment leaves of it. */
export interface Snapshot {
  /** How many operations the disk had done. */
  readonly position: number
  readonly image: DiskImage
}

/**
 * Opens a snapshot with the store on better-sqlite3 and Node's files, as the next start of the server would, and looks
 * whether it holds what clients were promised by then.
 * @param folder is made anew with the files as they were, and stays
 * @returns what is wrong, a line each
 */
export async function verifySnapshot(
  { image, position }: Snapshot,
  recorded: Recorded,
  folder: string,
): Promise<string[]> {
  writeImage(image, folder)
  try {
    return await verifyFolder(folder, position, recorded)
  } catch (error) {
    return [`The store does not open: ${(error as Error).message}`]
  }
}

export function writeImage(image: DiskImage, folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  for (const [path, content] of image) writeFileSync(join(folder, basename(path)), content)
}

async function verifyFolder(folder: string, position: number, recorded: Recorded): Promise<string[]> {
  const store = openSqliteStore(folder, { now: () => start })
  const violations: string[] = []
  try {
    if (isAcknowledged(recorded.filling, position)) violations.push(...(await verifyFilling(store)))
    violations.push(...(await verifyNonces(store, position, recorded)))
    await store.probe()
  } finally {
    await store.close()
  }
  return [...violations, ...verifyTags(folder, position, recorded)]
}

async function verifyFilling(store: Store): Promise<string[]> {
  return (await store.load('fleet', async () => fleet)) === 'same' ? [] : ['What the store was filled with is gone']
}

async function verifyNonces(store: Store, position: number, { nonces }: Recorded): Promise<string[]> {
  const spent = nonces.filter((each) => isAcknowledged(each, position))
  const answers = await Promise.all(spent.map(({ nonce }) => store.spendNonce(nonce, start, start + 1000)))
  return spent.filter((_, index) => answers[index]).map(({ nonce }) => `${nonce} was spent and can be spent again`)
}

function verifyTags(folder: string, position: number, recorded: Recorded): string[] {
  const database = new Sqlite(join(folder, 'tagplane.db'), { readonly: true })
  try {
    const integrity = database.pragma('integrity_check', { simple: true })
    if (integrity !== 'ok') return [`integrity_check: ${integrity}`]
  } finally {
    database.close()
  }
  return [...checkEpoch(emptyState, attemptsAt(recorded, position), readDisk(folder, emptyState.revisions)).violations]
}
