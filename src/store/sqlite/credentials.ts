import assert from 'node:assert'
import type { Database } from 'better-sqlite3'
import type { AccessKey, Principal, Realm, TemporaryTerms, Token } from '../identity.ts'
import type { Generation } from './generation.ts'
import type { Principals } from './principals.ts'
import { Remembered } from './remembered.ts'

interface AccessKeyRow {
  realm: string
  id: string
  account: string
  principal: string
  sealed_secret: Uint8Array
  active: number
  created_at: number
  token_hash: string | null
  expires_at: number | null
  session: string | null
}

interface TokenRow {
  account: string
  principal: string
  tenant: string | null
  methods: string
  issued_at: number
  expires_at: number
  access_key: string | null
  session: string | null
}

type OwnerName = Pick<Principal, 'realm' | 'account' | 'id'>

/** Keys, and tokens, kept at hand: asked for with every call. With each goes what its policies were compiled to. */
const rememberedMax = 2000
/** Looked at with each call that adds one. */
const expiredRemovedMax = 8

const keyColumns = 'realm, id, account, principal, sealed_secret, active, created_at, token_hash, expires_at, session'
const tokenColumns = 'account, principal, tenant, methods, issued_at, expires_at, access_key, session'

/** What principals show who they are with, in one database. */
export class Credentials {
  readonly #principals: Principals
  readonly #knownKeys: Remembered<AccessKey>
  readonly #knownTokens: Remembered<Token>
  readonly #key
  readonly #keys
  readonly #permanentKeys
  readonly #temporaryKeys
  readonly #token
  readonly #removeToken
  readonly #addKey
  readonly #enableKey
  readonly #removeKey
  readonly #removeExpiredKeys
  readonly #addToken
  readonly #removeExpiredTokens
  readonly #removeTokensBy
  readonly #removeTokensOf
  readonly #removeAssumedBy
  readonly #removeTemporaryKeysBy

  constructor(database: Database, generation: Generation, principals: Principals) {
    this.#principals = principals
    this.#knownKeys = new Remembered(generation, rememberedMax)
    this.#knownTokens = new Remembered(generation, rememberedMax)
    this.#key = database.prepare<[Realm, string], AccessKeyRow>(
      `select ${keyColumns} from access_key where realm = ? and id = ?`,
    )
    this.#keys = database.prepare<[Realm, string], AccessKeyRow>(
      `select ${keyColumns} from access_key where realm = ? and account = ? order by id`,
    )
    const keysOf = 'select count(*) from access_key where realm = ? and account = ? and principal = ?'
    this.#permanentKeys = database.prepare<[Realm, string, string], number>(`${keysOf} and expires_at is null`).pluck()
    this.#temporaryKeys = database
      .prepare<[Realm, string, string, number], number>(`${keysOf} and expires_at > ?`)
      .pluck()
    this.#token = database.prepare<[Realm, string], TokenRow>(
      `select ${tokenColumns} from token where realm = ? and hash = ?`,
    )
    this.#addKey = database.prepare<[AccessKeyRow]>(
      `insert into access_key (${keyColumns}) values (@realm, @id, @account, @principal, @sealed_secret, @active,
         @created_at, @token_hash, @expires_at, @session)
       on conflict do nothing`,
    )
    this.#enableKey = database.prepare<[number, Realm, string]>(
      'update access_key set active = ? where realm = ? and id = ?',
    )
    this.#removeKey = database.prepare<[Realm, string]>('delete from access_key where realm = ? and id = ?')
    this.#removeExpiredKeys = database.prepare<[number, number]>(
      `delete from access_key where (realm, id) in
         (select realm, id from access_key where expires_at < ? order by expires_at limit ?)`,
    )
    this.#addToken = database.prepare<[TokenRow & { realm: Realm; hash: string }]>(
      `insert into token (realm, hash, ${tokenColumns})
       values (@realm, @hash, @account, @principal, @tenant, @methods, @issued_at, @expires_at, @access_key, @session)`,
    )
    this.#removeToken = database.prepare<[Realm, string]>('delete from token where realm = ? and hash = ?')
    this.#removeExpiredTokens = database.prepare<[number, number]>(
      `delete from token where (realm, hash) in
         (select realm, hash from token where expires_at < ? order by expires_at limit ?)`,
    )
    const isHis = `realm = @realm and (account = @account and principal = @id
      or session ->> '$.assumedBy.account' = @account and session ->> '$.assumedBy.id' = @id)`
    this.#removeTokensBy = database.prepare<[OwnerName]>(`delete from token where ${isHis}`)
    this.#removeTokensOf = database.prepare<[Realm, string]>('delete from token where realm = ? and access_key = ?')
    this.#removeAssumedBy = database.prepare<[OwnerName]>(`delete from token where session is not null and ${isHis}`)
    this.#removeTemporaryKeysBy = database.prepare<[OwnerName]>(
      `delete from access_key where expires_at is not null and ${isHis}`,
    )
  }

  accessKey(realm: Realm, id: string): AccessKey | undefined {
    return this.#knownKeys.get(`${realm} ${id}`, () => this.readAccessKey(realm, id))
  }

  /** As it is now, within a transaction too. */
  readAccessKey(realm: Realm, id: string): AccessKey | undefined {
    const row = this.#key.get(realm, id)
    return row && this.#toAccessKey(row)
  }

  accessKeys(realm: Realm, account: string): AccessKey[] {
    return this.#keys.all(realm, account).map((row) => this.#toAccessKey(row))
  }

  /** How many keys a principal has that do not expire. */
  countPermanentKeys({ realm, account, id }: Principal): number {
    return this.#permanentKeys.get(realm, account, id) ?? 0
  }

  /** How many keys a principal has that expire after `time`. */
  countTemporaryKeys({ realm, account, id }: Principal, time: number): number {
    return this.#temporaryKeys.get(realm, account, id, time) ?? 0
  }

  token(realm: Realm, hash: string): Token | undefined {
    return this.#knownTokens.get(`${realm} ${hash}`, () => {
      const row = this.#token.get(realm, hash)
      return row && this.#toToken(realm, hash, row)
    })
  }

  /** Must run inside a transaction, like all that follow. @returns false if the id is taken */
  addAccessKey({ id, principal, sealedSecret, active, createdAt, temporary }: AccessKey): boolean {
    const { changes } = this.#addKey.run({
      realm: principal.realm,
      id,
      account: principal.account,
      principal: principal.id,
      sealed_secret: sealedSecret,
      active: active ? 1 : 0,
      created_at: createdAt,
      token_hash: temporary?.tokenHash ?? null,
      expires_at: temporary?.expiresAt ?? null,
      session: temporary ? JSON.stringify(temporary.session) : null,
    })
    return changes === 1
  }

  /** @returns false if there is no such key, as of the next one */
  enableAccessKey(realm: Realm, id: string, active: boolean): boolean {
    return this.#enableKey.run(active ? 1 : 0, realm, id).changes === 1
  }

  removeAccessKey(realm: Realm, id: string): boolean {
    return this.#removeKey.run(realm, id).changes === 1
  }

  addToken({ hash, principal, tenant, methods, issuedAt, expiresAt, accessKey, session }: Token): void {
    const { realm, account, id } = principal
    this.#addToken.run({
      realm,
      hash,
      account,
      principal: id,
      tenant: tenant ?? null,
      methods: JSON.stringify(methods),
      issued_at: issuedAt,
      expires_at: expiresAt,
      access_key: accessKey ?? null,
      session: session ? JSON.stringify(session) : null,
    })
  }

  /** @returns false if there is no such token */
  removeToken(realm: Realm, hash: string): boolean {
    return this.#removeToken.run(realm, hash).changes === 1
  }

  /** Ends what a principal made with his own credentials: tokens and temporary keys, of himself and of roles. */
  removeMadeBy({ realm, account, id }: Principal): void {
    this.#removeTokensBy.run({ realm, account, id })
    this.#removeTemporaryKeysBy.run({ realm, account, id })
  }

  /**
   * Ends what was made with a key: its tokens and, with one that lasts, temporary keys and what was made with them, since
   * these do not tell which key of their maker it was. Others of a temporary key's principal were made by others.
   */
  removeMadeWith(key: AccessKey): void {
    const { realm, account, id } = key.principal
    this.#removeTokensOf.run(realm, key.id)
    if (key.temporary) return
    this.#removeAssumedBy.run({ realm, account, id })
    this.#removeTemporaryKeysBy.run({ realm, account, id })
  }

  /** Forgets some of the tokens and temporary keys that expired before `time`: more than one call adds. */
  removeExpiredBefore(time: number): void {
    this.#removeExpiredTokens.run(time, expiredRemovedMax)
    this.#removeExpiredKeys.run(time, expiredRemovedMax)
  }

  #toAccessKey(row: AccessKeyRow): AccessKey {
    const temporary = termsOf(row)
    return {
      id: row.id,
      principal: this.#owner(row.realm, row),
      sealedSecret: row.sealed_secret,
      active: row.active === 1,
      createdAt: row.created_at,
      ...(temporary && { temporary }),
    }
  }

  #toToken(realm: Realm, hash: string, row: TokenRow): Token {
    return {
      hash,
      principal: this.#owner(realm, row),
      methods: JSON.parse(row.methods),
      issuedAt: row.issued_at,
      expiresAt: row.expires_at,
      ...(row.tenant !== null && { tenant: row.tenant }),
      ...(row.access_key !== null && { accessKey: row.access_key }),
      ...(row.session !== null && { session: JSON.parse(row.session) }),
    }
  }

  /** Looked up apart: SQLite takes several times as long over the join. */
  #owner(realm: Realm, { account, principal }: { account: string; principal: string }): Principal {
    const owner = this.#principals.find(realm, account, principal)
    assert(owner, `principal ${principal} of account ${account} has credentials but is not stored`)
    return owner
  }
}

function termsOf({ token_hash, expires_at, session }: AccessKeyRow): TemporaryTerms | undefined {
  if (token_hash === null || expires_at === null || session === null) return undefined
  return { tokenHash: token_hash, expiresAt: expires_at, session: JSON.parse(session) }
}
