import assert from 'node:assert/strict'
import { hash as digest, randomBytes } from 'node:crypto'
import type { AccessKey, Principal, Realm, Session, TemporaryTerms, Token } from '../store/identity.ts'
import type { Store } from '../store/store.ts'
import type { TenantId } from '../tags/tag.ts'
import { equalsInConstantTime } from './constant-time.ts'
import { nonceExpiry } from './freshness.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import type { Vault } from './vault.ts'

/** An access key ready to verify with. */
export interface SigningKey {
  readonly id: string
  readonly principal: Principal
  readonly active: boolean
  readonly secret: string
  /** Absent where the key lasts until it is removed. */
  readonly temporary?: TemporaryTerms
}

/** The random part of a bearer token or a security token; of a secret. */
const tokenBytes = 48
const secretBytes = 30
/** Of one principal, at the same time: each takes room in the store until it expires. */
const temporaryKeysMax = 5000
const tokenText = new RegExp(`^[\\w-]{${(tokenBytes * 4) / 3}}$`)
/** What is sealed so that not even its length tells anything has a multiple of this length. */
const sealedBlock = 512
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
  /** Of a role that somebody assumed. */
  readonly session?: Session | undefined
}

/** An access key to make. */
export interface KeyRequest {
  /** As the vendor writes it: his prefix, length and letters. */
  readonly id: string
  readonly principal: Principal
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** Temporary credentials to make. */
export interface TemporaryKeyRequest extends KeyRequest {
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  readonly session: Session
}

/** Credentials that are shown once. */
export interface TemporaryCredentials {
  readonly id: string
  readonly secret: string
  readonly securityToken: string
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
  /** The token with this text, expired or not; none of a principal that is not enabled. */
  findToken(realm: Realm, text: string): Promise<Token | undefined>
  /**
   * Makes a permanent key. @param keysMax how many a principal may have
   * @returns its secret, which is in this answer only; or why there is none
   */
  createKey(request: KeyRequest, keysMax: number): Promise<{ secret: string } | 'not-found' | 'too-many'>
  /**
   * Makes temporary credentials; they are in this answer only.
   * @returns `not-found` if the principal is gone, `too-many` if 5,000 of his have not expired
   */
  createTemporaryKey(request: TemporaryKeyRequest): Promise<TemporaryCredentials | 'not-found' | 'too-many'>
  /** Whether `text` is the security token that came with a temporary key. */
  isTokenOf(terms: TemporaryTerms, text: string): boolean
  /** Why a call was denied, for the administrator only: Base64url text that tells the caller nothing, not even its length. */
  sealDiagnosis(diagnosis: string): string
  /** @throws if `sealed` was not sealed here, or was altered */
  openDiagnosis(sealed: string): string
  /** Where a listing goes on, for the caller to send back: Base64url text that tells him nothing, not even its length. */
  sealPlace(place: string): string
  /** The place that was sealed here, on any node; undefined for any other text. */
  openPlace(sealed: string): string | undefined
}

/** Whether `text` is written as the tokens are that are made here; any other text is none of them. */
export function isTokenText(text: string): boolean {
  return tokenText.test(text)
}

export function createAccess(store: Store, vault: Vault): Access {
  let passwordsInHand = 0
  /** The store gives the same object for a key until something about it changes. */
  const opened = new WeakMap<AccessKey, SigningKey>()
  const diagnoses = vault.forPurpose('diagnosis')
  const places = vault.forPurpose('place')
  /** Made at the first sign-in, of whomever. */
  let nobody: Promise<string> | undefined

  async function addKey(request: Omit<AccessKey, 'sealedSecret' | 'active'>, keysMax: number) {
    const secret = randomBytes(secretBytes).toString('base64url')
    const key = { ...request, sealedSecret: vault.seal(secret), active: true }
    return { secret, outcome: await store.changeIdentities({ kind: 'add-access-key', key, keysMax }) }
  }

  return {
    async findSigningKey(realm, id) {
      const key = await store.findAccessKey(realm, id)
      if (!key) return undefined
      const signingKey = opened.get(key) ?? openKey(key, vault)
      opened.set(key, signingKey)
      return signingKey
    },

    spendNonce(key, nonce, signedAt, at) {
      return store.spendNonce(`${key.principal.realm} ${key.id} ${nonce}`, at, nonceExpiry(signedAt, at))
    },

    async checkPassword(realm, account, by, password) {
      if (passwordsInHand >= passwordsInHandMax) return 'busy'
      passwordsInHand++
      try {
        nobody ??= hashPassword(randomBytes(16).toString('hex'))
        const nobodysHash = await nobody
        const holder = await store.findPasswordHolder(realm, account, by)
        const good = await verifyPassword(password, holder?.passwordHash ?? nobodysHash)
        return good && holder?.principal.enabled ? holder.principal : undefined
      } finally {
        passwordsInHand--
      }
    },

    async issueToken({ tenant, session, ...rest }) {
      const text = randomBytes(tokenBytes).toString('base64url')
      const token: Token = {
        hash: digest('sha256', text),
        ...rest,
        ...(tenant !== undefined && { tenant }),
        ...(session && { session }),
      }
      await store.saveToken(token)
      return { text, token }
    },

    async findToken(realm, text) {
      const token = await store.findToken(realm, digest('sha256', text))
      return token?.principal.enabled ? token : undefined
    },

    async createKey(request, keysMax) {
      const { secret, outcome } = await addKey(request, keysMax)
      assert(outcome !== 'exists-already', `Access key ${request.id} was made before`)
      return outcome === 'done' ? { secret } : outcome
    },

    async createTemporaryKey({ expiresAt, session, ...request }) {
      const securityToken = randomBytes(tokenBytes).toString('base64url')
      const temporary = { tokenHash: digest('sha256', securityToken), expiresAt, session }
      const { secret, outcome } = await addKey({ ...request, temporary }, temporaryKeysMax)
      assert(outcome !== 'exists-already', `Access key ${request.id} was made before`)
      return outcome === 'done' ? { id: request.id, secret, securityToken } : outcome
    },

    isTokenOf: ({ tokenHash }, text) => equalsInConstantTime(digest('sha256', text), tokenHash),

    sealDiagnosis: (diagnosis) => sealPadded(diagnoses, diagnosis),

    openDiagnosis: (sealed) => openPadded(diagnoses, sealed),

    sealPlace: (place) => sealPadded(places, place),

    openPlace(sealed) {
      try {
        return openPadded(places, sealed)
      } catch {
        return undefined
      }
    },
  }
}

function sealPadded(vault: Vault, text: string): string {
  const padding = ' '.repeat(sealedBlock - (Buffer.byteLength(text) % sealedBlock))
  return Buffer.from(vault.seal(text + padding)).toString('base64url')
}

function openPadded(vault: Vault, sealed: string): string {
  return vault.open(Buffer.from(sealed, 'base64url')).trimEnd()
}

function openKey({ id, principal, active, sealedSecret, temporary }: AccessKey, vault: Vault): SigningKey {
  const secret = vault.open(sealedSecret)
  return { id, principal, active: active && principal.enabled, secret, ...(temporary && { temporary }) }
}
