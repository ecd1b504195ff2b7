import { readFileSync } from 'node:fs'
import { isMarkedBy, VaultError } from '../access/vault.ts'
import { readProperty } from '../store/sqlite/read-property.ts'
import { vaultProperty } from './vault-mark.ts'

/** Whether a key file is the one of a database file that nobody is using; any fits one that no key was used on yet. */
export function isKeyOf(key: string, database: string): boolean {
  const mark = readProperty(database, vaultProperty)
  return mark === undefined || isMarkedBy(readFileSync(key), mark)
}

/** A foreign key in a backup, or beside a restored store, would be found out when it is too late. @throws VaultError */
export function checkKey(key: string, database: string): void {
  if (!isKeyOf(key, database)) throw new VaultError(`${key} is not the key of this store; choose another --data`)
}
