import { hash as digest, randomBytes } from 'node:crypto'
import type { Principal, Realm, Token } from '../store/identity.ts'
import type { Store } from '../store/store.ts'
import type { TenantId } from '../tags/tag.ts'
import { nonceExpiry } from './freshness.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import type { Vault } from './vault.ts'

/** An access key ready to verify with. */
export interface SigningKey {
  readonly id: string
  readonly principal: Principal
  readonly active: boolean
  readonly secret: string
}

/** How long a bearer token is good for: 24 hours (Huawei Cloud IAM, "Obtaining a User Token"). */
export const tokenLifeMs = 24 * 3_600_000

const tokenBytes = 48
const signingKeysCachedMax = 10_000

/** What a token is good for: one tenant, where given, and no longer than until `expiresAt`. */
export interface TokenLimits {
  readonly tenant?: TenantId | undefined
  /** Milliseconds since 1970. */
  readonly expiresAt?: number | undefined
}

/** Who is calling: keys, nonces, passwords and tokens. What they may do is not decided here. */
export interface Access {
  findSigningKey(realm: Realm, id: string): Promise<SigningKey | undefined>
  /**
   * Uses up a nonce that came under a verified signature. Call it only then, so that a forged request burns nothing.
   * @param signedAt the time that the request states, milliseconds since 1970
   * @returns false if the nonce was used before
   */
  spendNonce(key: SigningKey, nonce: string, signedAt: number): Promise<boolean>
  /** The principal, if the password is his. Takes as long for a name that does not exist. */
  checkPassword(
    realm: Realm,
    account: string,
    by: { readonly id: string } | { readonly name: string },
    password: string,
  ): Promise<Principal | undefined>
  /** Makes a bearer token, good for 24 hours at most; its text is in this answer only. */
  issueToken(
    principal: Principal,
    methods: readonly string[],
    limits?: TokenLimits,
  ): Promise<{ text: string; token: Token }>
  /** The token with this text, expired or not. */
  findToken(realm: Realm, text: string): Promise<Token | undefined>
}

/** @param now the clock, milliseconds since 1970 */
export function createAccess(store: Store, vault: Vault, now: () => number): Access {
  const signingKeys = new Map<string, SigningKey>()
  const nobody = hashPassword(randomBytes(16).toString('hex'))

  return {
    async findSigningKey(realm, id) {
      const cached = signingKeys.get(`${realm} ${id}`)
      if (cached) return cached
      const key = await store.findAccessKey(realm, id)
      if (!key) return undefined
      const { principal, active, sealedSecret } = key
      const signingKey = { id, principal, active, secret: vault.open(sealedSecret) }
      if (signingKeys.size >= signingKeysCachedMax) signingKeys.clear()
      signingKeys.set(`${realm} ${id}`, signingKey)
      return signingKey
    },

    spendNonce(key, nonce, signedAt) {
      const at = now()
      return store.spendNonce(`${key.principal.realm} ${key.id} ${nonce}`, at, nonceExpiry(signedAt, at))
    },

    async checkPassword(realm, account, by, password) {
      const holder = await store.findPasswordHolder(realm, account, by)
      const good = await verifyPassword(password, holder?.passwordHash ?? (await nobody))
      return good ? holder?.principal : undefined
    },

    async issueToken(principal, methods, { tenant, expiresAt = Number.POSITIVE_INFINITY } = {}) {
      const text = randomBytes(tokenBytes).toString('base64url')
      const issuedAt = now()
      const token: Token = {
        hash: digest('sha256', text),
        principal,
        methods,
        issuedAt,
        expiresAt: Math.min(issuedAt + tokenLifeMs, expiresAt),
        ...(tenant !== undefined && { tenant }),
      }
      await store.saveToken(token)
      return { text, token }
    },

    findToken: (realm, text) => store.findToken(realm, digest('sha256', text)),
  }
}
