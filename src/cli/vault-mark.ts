import type { VaultMark } from '../access/vault.ts'
import type { Store } from '../store/store.ts'

/** Keeps the mark of a data folder's vault in its store: one for all nodes. */
export function vaultMark(store: Store): VaultMark {
  return {
    read: () => store.readProperty('vault'),
    claim: (mark) => store.claimProperty('vault', mark),
  }
}
