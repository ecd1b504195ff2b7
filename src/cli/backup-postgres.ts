import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openVault } from '../access/vault.ts'
import { openPostgresSource } from '../store/postgres/archive.ts'
import { openSqliteArchive } from '../store/sqlite/archive.ts'
import { type CopiedState, readState } from '../store/sqlite/backup.ts'
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts'
import { databaseFile, keyFile } from './backup-folder.ts'
import { transfer } from './transfer.ts'
import { vaultMark } from './vault-mark.ts'

/**
 * Writes what a PostgreSQL holds at one moment into the folder of a backup, in the form of the embedded store.
 * @throws VaultError if the key in the folder is not the store's
 */
export async function backupPostgres(url: string, to: string): Promise<CopiedState> {
  const draft = join(to, 'draft')
  const source = await openPostgresSource(url)
  try {
    const target = openSqliteArchive(draft)
    await transfer(source, target).finally(() => target.close())
  } finally {
    await source.close()
  }
  if (existsSync(join(to, keyFile))) await checkKey(to, draft)
  const state = readState(join(draft, databaseFile))
  renameSync(join(draft, databaseFile), join(to, databaseFile))
  rmSync(draft, { recursive: true })
  return state
}

/** A backup with another node's key would be found out when it is too late. */
async function checkKey(keyFolder: string, data: string): Promise<void> {
  const store = openSqliteStore(data, { now: Date.now })
  try {
    await openVault(keyFolder, { ...vaultMark(store), claim: async (mark) => mark })
  } finally {
    await store.close()
  }
}
