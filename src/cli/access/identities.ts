import { type Access, createAccess } from '../../access/access.ts'
import { openVault } from '../../access/vault.ts'
import { appendAuditRecord } from '../../audit/append-audit-record.ts'
import type { DialectModule } from '../../dialects/dialect.ts'
import { dialectModules } from '../../dialects/registry.ts'
import type { Account } from '../../store/identity.ts'
import type { IdentityChange } from '../../store/identity-change.ts'
import type { Store } from '../../store/store.ts'
import { UsageError } from '../listen-address.ts'
import { openStore, type StoreChoice } from '../open-store.ts'
import { vaultMark } from '../vault-mark.ts'
import { changeRecord } from './change-record.ts'

/** Which identities a command is about: those of a store, or of one cloud or account in it. */
export interface Scope extends StoreChoice {
  readonly cloud?: string
  /** By name or id. */
  readonly account?: string
}

/** An account with the vendor that it is of. */
export interface OwnedAccount {
  readonly module: DialectModule
  readonly account: Account
}

/** The identities of a store, whether servers run on it or not. */
export interface Identities {
  readonly store: Store
  /** Those of the scope. */
  readonly accounts: readonly OwnedAccount[]
  /** @throws VaultError if the key file is not usable */
  access(): Promise<Access>
  close(): Promise<void>
}

/** @param create whether the data folder is made if it is missing @throws StoreError */
export async function openIdentities(scope: Scope, create = false): Promise<Identities> {
  const store = recorded(await openStore(scope, { sharing: true, create }), scope.data)
  try {
    const accounts = await accountsIn(scope, store)
    const access = async () => createAccess(store, await openVault(scope.data, vaultMark(store)))
    return { store, accounts, access, close: () => store.close() }
  } catch (error) {
    await store.close()
    throw error
  }
}

async function accountsIn({ cloud, account: wanted }: Scope, store: Store): Promise<readonly OwnedAccount[]> {
  const modules = dialectModules.filter(({ name }) => cloud === undefined || name === cloud)
  const found: OwnedAccount[] = []
  for (const module of modules) {
    for (const account of await store.listAccounts(module.name)) found.push({ module, account })
  }
  if (wanted === undefined) return found
  const those = found.filter(({ account: { id, name } }) => id === wanted || name === wanted)
  if (those.length === 0) throw new UsageError(`There is no account "${wanted}"; "tagplane access list" shows all`)
  return those
}

/** Leaves an audit record of every change that is done. A change is done also where none can be left. */
function recorded(store: Store, data: string): Store {
  return {
    ...store,
    async changeIdentities(change: IdentityChange) {
      const outcome = await store.changeIdentities(change)
      if (outcome === 'done') record(change, data)
      return outcome
    },
  }
}

function record(change: IdentityChange, data: string): void {
  try {
    appendAuditRecord(data, changeRecord(change, Date.now()))
  } catch (error) {
    console.error(`tagplane: The change is done, but not in the audit trail: ${(error as Error).message}`)
  }
}
