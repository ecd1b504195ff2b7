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

const tokenBytes = 48
/** What is sealed for administrators has a multiple of this length. */
const diagnosisBlock = 512
const signingKeysCachedMax = 10_000
/** Passwords checked at the same time, the waiting ones included: the last waits a few seconds. */
const passwordsInHandMax = 32

/** A bearer token to make. */
export interface TokenRequest {
  readonly principal: Principal
  /** How he proved who he is: `password`. */
  readonly methods: readonly string[]
  /** The tenant that it is good for; absent where it is good for the account alone. */
  readonly tenant?: TenantId | undefined
  /** Milliseconds since 1970. */
  readonly issuedAt: number
  readonly expiresAt: number
}

/** Who is calling: keys, nonces, passwords and tokens. What they may do is not decided here. */
export interface Access {
  findSigningKey(realm: Realm, id: string): Promise<SigningKey | undefined>
  /**
   * Uses up a nonce that came under a verified signature. Call it only then, so that a forged request burns nothing.
   * @param signedAt the time that the request states, milliseconds since 1970
   * @param at the time that it was found fresh at, milliseconds since 1970
   * @returns false if the nonce was used before
   */
  spendNonce(key: SigningKey, nonce: string, signedAt: number, at: number): Promise<boolean>
  /**
   * The principal, if the password is his. Takes as long for a name that does not exist.
   * @returns `busy` if too many passwords are being checked already: each takes a quarter of a second of a processor
   */
  checkPassword(
    realm: Realm,
    account: string,
    by: { readonly id: string } | { readonly name: string },
    password: string,
  ): Promise<Principal | 'busy' | undefined>
  /** Makes a bearer token; its text is in this answer only. */
  issueToken(request: TokenRequest): Promise<{ text: string; token: Token }>
  /** The token with this text, expired or not. */
  findToken(realm: Realm, text: string): Promise<Token | undefined>
  /** Why a call was denied, for the administrator only: Base64url text that tells the caller nothing, not even its length. */
  sealDiagnosis(diagnosis: string): string
  /** @throws if `sealed` was not sealed here, or was altered */
  openDiagnosis(sealed: string): string
}

export function createAccess(store: Store, vault: Vault): Access {
  let passwordsInHand = 0
  const signingKeys = new Map<string, SigningKey>()
  const diagnoses = vault.forPurpose('diagnosis')
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

    spendNonce(key, nonce, signedAt, at) {
      return store.spendNonce(`${key.principal.realm} ${key.id} ${nonce}`, at, nonceExpiry(signedAt, at))
    },

    async checkPassword(realm, account, by, password) {
      if (passwordsInHand >= passwordsInHandMax) return 'busy'
      passwordsInHand++
      try {
        const holder = await store.findPasswordHolder(realm, account, by)
        const good = await verifyPassword(password, holder?.passwordHash ?? (await nobody))
        return good ? holder?.principal : undefined
      } finally {
        passwordsInHand--
      }
    },

    async issueToken({ tenant, ...rest }) {
      const text = randomBytes(tokenBytes).toString('base64url')
      const token: Token = { hash: digest('sha256', text), ...rest, ...(tenant !== undefined && { tenant }) }
      await store.saveToken(token)
      return { text, token }
    },

    findToken: (realm, text) => store.findToken(realm, digest('sha256', text)),

    sealDiagnosis(diagnosis) {
      const bytes = Buffer.byteLength(diagnosis)
      const padding = ' '.repeat(diagnosisBlock - (bytes % diagnosisBlock))
      return Buffer.from(diagnoses.seal(diagnosis + padding)).toString('base64url')
    },

    openDiagnosis: (sealed) => diagnoses.open(Buffer.from(sealed, 'base64url')).trimEnd(),
  }
}
