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

/** Who acts. */
export interface Principal {
  readonly realm: Realm
  readonly account: string
  readonly id: string
  readonly kind: 'root' | 'user' | 'role'
  readonly name: string
  /** The account's own administrator: everything allowed. */
  readonly administrator: boolean
  /** Policy documents as given, and names of policies that the vendor brings along. */
  readonly policies: readonly Json[]
}

/** A signing key. The secret is sealed under the server's key file and never leaves the access room. */
export interface AccessKey {
  readonly id: string
  readonly principal: Principal
  readonly sealedSecret: Uint8Array
  readonly active: boolean
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
}
