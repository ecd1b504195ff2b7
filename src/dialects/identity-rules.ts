import type { AttachablePolicies } from '../access/policy/attached-policies.ts'
import type { PolicyProblem } from '../access/policy/place.ts'
import type { Account, Principal, Tenant } from '../store/identity.ts'
import type { Json } from '../store/instance.ts'
import type { PermissionRules } from './permission-rules.ts'

/** What policies and keys belong to. */
export type HolderKind = Principal['kind'] | 'group'

/** A holder by its name. */
export interface Named {
  readonly account: string
  readonly kind: HolderKind
  readonly name: string
}

/** Why the vendor would not have what a person asked for; a sentence for him. */
export interface Objection {
  readonly objection: string
}

/** An account to make. */
export interface AccountDraft {
  readonly name: string
  /** One is made up where it is absent, here and below. */
  readonly id?: string
  /** Names of the projects that it begins with. */
  readonly projects: readonly string[]
}

/** A project to make. */
export interface ProjectDraft {
  readonly account: Account
  readonly name: string
  readonly id?: string
  /** Settings as a seed file names them, with their values as JSON. */
  readonly settings: Readonly<Record<string, Json>>
}

/** A user to make. */
export interface UserDraft {
  readonly account: Account
  readonly name: string
  readonly administrator: boolean
}

/** A role to make. */
export interface RoleDraft {
  readonly account: Account
  readonly name: string
  /** As {@link TrustRules} made or checked it. */
  readonly trust: Json
  /** How long its credentials last at most, seconds. */
  readonly sessionSecondsMax?: number
}

/** Who may assume a role. */
export interface TrustRules {
  /** What `--trust` takes, for the help. */
  readonly takes: string
  /** All that is wrong with a trust policy; absent where the vendor has no such documents. */
  readonly documentProblems?: (document: unknown) => readonly PolicyProblem[]
  /** Trust in what a person named: an account, a user. */
  readonly inNamed: (name: string, accounts: readonly Account[]) => { readonly trust: Json } | Objection
}

/** How a vendor's identities are named, made and asked about: what the commands that keep them know of him. */
export interface IdentityRules {
  /** His words for each kind; people write them before a name: `user/ops`. */
  readonly kindNames: Readonly<Record<HolderKind, string>>
  /** How many keys without an end each kind may have. */
  readonly keysMax: Readonly<Record<Principal['kind'], number>>
  readonly attachable: AttachablePolicies
  readonly trust: TrustRules
  /** What is wrong with a password; absent where users have none. */
  readonly passwordObjection?: (password: string) => string | undefined
  /** As his policies and logs write it: `acs:ram::1234567890123456:user/ops`. */
  fullName(of: Named): string
  /** Reads what `fullName` writes, and the names of sessions of a role; undefined for any other text. */
  readName(text: string): Named | undefined
  newKeyId(): string
  newAccount(draft: AccountDraft): AccountContents | Objection
  /** Absent where accounts have no projects. */
  readonly newProject?: (draft: ProjectDraft) => Tenant | Objection
  newUser(draft: UserDraft): Principal | Objection
  newRole(draft: RoleDraft): Principal | Objection
  /** Why no group may have this name. */
  groupNameObjection(name: string): string | undefined
  readonly permissions: PermissionRules
}

/** A new account, what it owns, and its own principal where it has one. */
export interface AccountContents {
  readonly account: Account
  readonly tenants: readonly Tenant[]
  readonly principals: readonly Principal[]
}
