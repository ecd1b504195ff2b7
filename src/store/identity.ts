import type { RegionId, TenantId } from '../tags/tag.ts'
import type { Json } from './instance.ts'

/** The cloud that an identity belongs to: the name of the dialect that serves it. Identities of two realms never meet. */
export type Realm = string

/** Who pays: an Alibaba Cloud account, or a Huawei Cloud domain. */
export interface Account {
  readonly realm: Realm
  readonly id: string
  readonly name: string
}

/** The owner of instances and tags within an account. */
export interface Tenant {
  readonly id: TenantId
  readonly realm: Realm
  readonly account: string
  readonly name: string
  /** Empty where a tenant spans regions. */
  readonly region: RegionId | ''
  /** Choices that the owning dialect offers for one tenant, as its seed section names them. */
  readonly settings: { readonly [name: string]: Json }
}

/** A policy that is attached to a user, a group or a role. */
export interface AttachedPolicy {
  /** Unlike that of any other policy attached to the same holder. */
  readonly name: string
  /** As the vendor's grammar has it; absent where the vendor brings the policy along, under this name. */
  readonly document?: Json
}

/** Users of one account who share policies. */
export interface Group {
  readonly realm: Realm
  readonly account: string
  readonly name: string
  readonly policies: readonly AttachedPolicy[]
}

/** Who acts. */
export interface Principal {
  readonly realm: Realm
  readonly account: string
  readonly id: string
  readonly kind: 'root' | 'user' | 'role'
  readonly name: string
  /** The account's own administrator: everything allowed. */
  readonly administrator: boolean
  /** One that is not enabled is let in with nothing that he shows. */
  readonly enabled: boolean
  readonly policies: readonly AttachedPolicy[]
  /** Those that a user is a member of, by name: their policies are his too. */
  readonly groups: readonly Group[]
  /** Of a role: who may assume it, and how. */
  readonly assumption?: Assumption
}

/** How a role is assumed. */
export interface Assumption {
  /** Who may, as the vendor writes it. */
  readonly trust: Json
  /** How long the credentials last at most, seconds. */
  readonly sessionSecondsMax: number
}

/** What temporary credentials carry beside their principal. */
export interface Session {
  /** Who has them, in the words of whoever asked for them; absent where the principal is himself. */
  readonly name?: string
  /** Who began the chain of roles that leads here, where the vendor keeps that. */
  readonly sourceIdentity?: string
  /** A document that narrows what the principal may, as the vendor's grammar has it. */
  readonly policy?: Json
  /** Of a role: who assumed it. */
  readonly assumedBy?: Pick<Principal, 'account' | 'id' | 'name'>
}

/** A signing key. The secret is sealed under the server's key file and never leaves the access room. */
export interface AccessKey {
  readonly id: string
  readonly principal: Principal
  readonly sealedSecret: Uint8Array
  readonly active: boolean
  /** Milliseconds since 1970. */
  readonly createdAt: number
  /** Absent where the key lasts until it is removed. */
  readonly temporary?: TemporaryTerms
}

/** On what terms a temporary key is good. */
export interface TemporaryTerms {
  /** SHA-256 of the security token that must come with it, hexadecimal. */
  readonly tokenHash: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  readonly session: Session
}

/** A principal that signs in with a name and a password. */
export interface PasswordHolder {
  readonly principal: Principal
  /** As `access/passwords.ts` writes it. */
  readonly passwordHash: string
}

/** A bearer token as kept: only its hash. Times in milliseconds since 1970. */
export interface Token {
  /** SHA-256 of the token, hexadecimal. */
  readonly hash: string
  readonly principal: Principal
  /** The tenant it is good for; absent where it is good for the account alone. */
  readonly tenant?: TenantId
  /** How the caller proved who he is: `password`. */
  readonly methods: readonly string[]
  readonly issuedAt: number
  readonly expiresAt: number
  /** Id of the access key that he showed, with which it ends; absent where he showed none. */
  readonly accessKey?: string
  /** Of a role that somebody assumed. */
  readonly session?: Session
}
