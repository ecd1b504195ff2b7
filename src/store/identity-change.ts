import type { AccessKey, Account, AttachedPolicy, Group, Principal, Realm, Tenant } from './identity.ts'

/** What policies are attached to, by its name. */
export interface HolderName {
  readonly realm: Realm
  readonly account: string
  readonly kind: 'user' | 'group' | 'role'
  readonly name: string
}

/** A user or a role, by its name. */
export type PrincipalName = HolderName & { readonly kind: 'user' | 'role' }

/** A change to who there is and what they may. Each is applied wholly or not at all, and holds for the next call. */
export type IdentityChange =
  /** An account with its own principal, if it has one, and what it owns. */
  | {
      readonly kind: 'add-account'
      readonly account: Account
      readonly tenants: readonly Tenant[]
      readonly principals: readonly Principal[]
    }
  | { readonly kind: 'add-tenant'; readonly tenant: Tenant }
  | { readonly kind: 'add-principal'; readonly principal: Principal; readonly passwordHash?: string }
  | { readonly kind: 'add-group'; readonly group: Group }
  /** Credentials and memberships go with it. */
  | { readonly kind: 'remove-holder'; readonly holder: HolderName }
  /** In the place of a policy of the same name, if there is one. */
  | { readonly kind: 'attach-policy'; readonly holder: HolderName; readonly policy: AttachedPolicy }
  | { readonly kind: 'detach-policy'; readonly holder: HolderName; readonly policy: string }
  | { readonly kind: 'add-member' | 'remove-member'; readonly group: HolderName; readonly user: string }
  /** What somebody made with his credentials ends when he is disabled. */
  | { readonly kind: 'enable-principal'; readonly principal: PrincipalName; readonly enabled: boolean }
  /** Ends what he made with the one before, as disabling or removing a key of his does. */
  | { readonly kind: 'set-password'; readonly principal: PrincipalName; readonly passwordHash: string }
  /** @property keysMax how many keys of its kind, permanent or temporary and not expired, a principal may have */
  | { readonly kind: 'add-access-key'; readonly key: AccessKey; readonly keysMax: number }
  | { readonly kind: 'enable-access-key'; readonly realm: Realm; readonly id: string; readonly active: boolean }
  | { readonly kind: 'remove-access-key'; readonly realm: Realm; readonly id: string }
  /** Ends a token before its time. */
  | { readonly kind: 'remove-token'; readonly realm: Realm; readonly hash: string }

/** What became of it; nothing was done unless it is `done`. */
export type IdentityOutcome = 'done' | 'exists-already' | 'not-found' | 'too-many'
