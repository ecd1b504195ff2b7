import type { VaultMark } from '../access/vault.ts'
import type { Store } from '../store/store.ts'

/** The property of a store that holds the mark. */
export const vaultProperty = 'vault'

/** Keeps the mark of a data folder's vault in its store: one for all nodes. */
export function vaultMark(store: Store): VaultMark {
  return {
    read: () => store.readProperty(vaultProperty),
    claim: (mark) => store.claimProperty(vaultProperty, mark),
  }
}
