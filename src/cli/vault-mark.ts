import type { VaultMark } from '../access/vault.ts'
import type { Store } from '../store/store.ts'

/** Keeps the mark of the data folder's vault in its store. */
export function vaultMark(store: Store): VaultMark {
  return {
    read: () => store.readProperty('vault'),
    write: (mark) => store.writeProperty('vault', mark),
  }
}
