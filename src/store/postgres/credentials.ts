import type { AccessKey, Principal, Realm, Token } from '../identity.ts'
import type { Generation } from './generation.ts'
import type { Principals } from './principals.ts'
import type { Queries } from './queries.ts'
import { Remembered } from './remembered.ts'

interface Owned {
  readonly account: string
  readonly principal: string
}

interface AccessKeyRow extends Owned {
  readonly realm: string
  readonly id: string
  readonly sealed_secret: Buffer
  readonly active: boolean
  readonly created_at: number
  readonly token_hash: string | null
  readonly expires_at: number | null
  readonly session: string | null
}

interface TokenRow extends Owned {
  readonly tenant: string | null
  readonly methods: string
  readonly issued_at: number
  readonly expires_at: number
  readonly access_key: string | null
  readonly session: string | null
}

/** Keys, and tokens, kept at hand: asked for with every call. With each goes what its policies were compiled to. */
const rememberedMax = 2000
/** Looked at with each call that adds one. */
const expiredRemovedMax = 8

const keyColumns = 'realm, id, account, principal, sealed_secret, active, created_at, token_hash, expires_at, session'
/** Made by a principal with his own credentials, of himself or of a role. */
const isHis = `realm = $1 and (account = $2 and principal = $3
  or session::json #>> '{assumedBy,account}' = $2 and session::json #>> '{assumedBy,id}' = $3)`
const tokenColumns = 'account, principal, tenant, methods, issued_at, expires_at, access_key, session'

/** What principals show who they are with. What runs in a transaction takes it as its first argument. */
export class Credentials {
  readonly #queries: Queries
  readonly #principals: Principals
  readonly #knownKeys: Remembered<AccessKey>
  readonly #knownTokens: Remembered<Token>

  constructor(queries: Queries, generation: Generation, principals: Principals) {
    this.#queries = queries
    this.#principals = principals
    this.#knownKeys = new Remembered(generation, rememberedMax)
    this.#knownTokens = new Remembered(generation, rememberedMax)
  }

  accessKey(realm: Realm, id: string): Promise<AccessKey | undefined> {
    return this.#knownKeys.get(`${realm} ${id}`, () => this.readAccessKey(this.#queries, realm, id))
  }

  /** As it is now, in a transaction too. */
  async readAccessKey(queries: Queries, realm: Realm, id: string): Promise<AccessKey | undefined> {
    const select = `select ${keyColumns} from access_key where realm = $1 and id = $2`
    const row = await queries.get<AccessKeyRow>(select, [realm, id])
    return row && this.#toAccessKey(row)
  }

  async accessKeys(realm: Realm, account: string): Promise<readonly AccessKey[]> {
    const rows = await this.#queries.all<AccessKeyRow>(
      `select ${keyColumns} from access_key where realm = $1 and account = $2 order by id`,
      [realm, account],
    )
    const keys = await Promise.all(rows.map((row) => this.#toAccessKey(row)))
    return keys.filter((key) => key !== undefined)
  }

  token(realm: Realm, hash: string): Promise<Token | undefined> {
    return this.#knownTokens.get(`${realm} ${hash}`, async () => {
      const select = `select ${tokenColumns} from token where realm = $1 and hash = $2`
      const row = await this.#queries.get<TokenRow>(select, [realm, hash])
      return row && this.#toToken(realm, hash, row)
    })
  }

  /** How many keys a principal has that do not expire. */
  async countPermanentKeys(queries: Queries, { realm, account, id }: Principal): Promise<number> {
    const count = `select count(*) as keys from access_key
      where realm = $1 and account = $2 and principal = $3 and expires_at is null`
    return (await queries.get<{ keys: number }>(count, [realm, account, id]))?.keys ?? 0
  }

  /** How many keys a principal has that expire after `time`. */
  async countTemporaryKeys(queries: Queries, { realm, account, id }: Principal, time: number): Promise<number> {
    const count = `select count(*) as keys from access_key
      where realm = $1 and account = $2 and principal = $3 and expires_at > $4`
    return (await queries.get<{ keys: number }>(count, [realm, account, id, time]))?.keys ?? 0
  }

  /** @returns false if the id is taken */
  async addAccessKey(queries: Queries, key: AccessKey): Promise<boolean> {
    const { id, principal, sealedSecret, active, createdAt, temporary } = key
    const insert = `insert into access_key (${keyColumns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      on conflict do nothing`
    const terms = temporary
      ? [temporary.tokenHash, temporary.expiresAt, JSON.stringify(temporary.session)]
      : [null, null, null]
    const values = [principal.realm, id, principal.account, principal.id, sealedSecret, active, createdAt, ...terms]
    return (await queries.run(insert, values)) === 1
  }

  /** @returns false if there is no such key, as of the next one */
  async enableAccessKey(queries: Queries, realm: Realm, id: string, active: boolean): Promise<boolean> {
    const update = 'update access_key set active = $1 where realm = $2 and id = $3'
    return (await queries.run(update, [active, realm, id])) === 1
  }

  async removeAccessKey(queries: Queries, realm: Realm, id: string): Promise<boolean> {
    return (await queries.run('delete from access_key where realm = $1 and id = $2', [realm, id])) === 1
  }

  async removeAccessKeysOf(queries: Queries, { realm, account, id }: Principal): Promise<void> {
    const remove = 'delete from access_key where realm = $1 and account = $2 and principal = $3'
    await queries.run(remove, [realm, account, id])
  }

  async addToken(queries: Queries, { hash, principal, tenant, session, ...rest }: Token): Promise<void> {
    const { realm, account, id } = principal
    const insert = `insert into token (realm, hash, ${tokenColumns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
    await queries.run(insert, [
      ...[realm, hash, account, id, tenant ?? null, JSON.stringify(rest.methods), rest.issuedAt, rest.expiresAt],
      ...[rest.accessKey ?? null, session ? JSON.stringify(session) : null],
    ])
  }

  /** @returns false if there is no such token */
  async removeToken(queries: Queries, realm: Realm, hash: string): Promise<boolean> {
    return (await queries.run('delete from token where realm = $1 and hash = $2', [realm, hash])) === 1
  }

  /** Ends what a principal made with his own credentials: tokens and temporary keys, of himself and of roles. */
  async removeMadeBy(queries: Queries, { realm, account, id }: Principal): Promise<void> {
    await queries.run(`delete from token where ${isHis}`, [realm, account, id])
    await queries.run(`delete from access_key where expires_at is not null and ${isHis}`, [realm, account, id])
  }

  /**
   * Ends what was made with a key: its tokens and, with one that lasts, temporary keys and what was made with them, since
   * these do not tell which key of their maker it was. Others of a temporary key's principal were made by others.
   */
  async removeMadeWith(queries: Queries, key: AccessKey): Promise<void> {
    const { realm, account, id } = key.principal
    await queries.run('delete from token where realm = $1 and access_key = $2', [realm, key.id])
    if (key.temporary) return
    await queries.run(`delete from token where session is not null and ${isHis}`, [realm, account, id])
    await queries.run(`delete from access_key where expires_at is not null and ${isHis}`, [realm, account, id])
  }

  /** Forgets some of the tokens and temporary keys that expired before `time`: more than one call adds. */
  async removeExpiredBefore(queries: Queries, time: number): Promise<void> {
    const remove = (table: string, key: string) =>
      queries.run(
        `delete from ${table} where (realm, ${key}) in
           (select realm, ${key} from ${table} where expires_at < $1 order by expires_at limit $2)`,
        [time, expiredRemovedMax],
      )
    await Promise.all([remove('token', 'hash'), remove('access_key', 'id')])
  }

  async #toAccessKey(row: AccessKeyRow): Promise<AccessKey | undefined> {
    const { id, token_hash: tokenHash, expires_at: expiresAt, session } = row
    const principal = await this.#principals.find(row.realm, row.account, row.principal)
    if (!principal) return undefined
    return {
      id,
      principal,
      sealedSecret: row.sealed_secret,
      active: row.active,
      createdAt: row.created_at,
      ...(tokenHash !== null &&
        expiresAt !== null &&
        session !== null && { temporary: { tokenHash, expiresAt, session: JSON.parse(session) } }),
    }
  }

  async #toToken(realm: Realm, hash: string, row: TokenRow): Promise<Token | undefined> {
    const principal = await this.#principals.find(realm, row.account, row.principal)
    if (!principal) return undefined
    return {
      hash,
      principal,
      methods: JSON.parse(row.methods),
      issuedAt: row.issued_at,
      expiresAt: row.expires_at,
      ...(row.tenant !== null && { tenant: row.tenant }),
      ...(row.access_key !== null && { accessKey: row.access_key }),
      ...(row.session !== null && { session: JSON.parse(row.session) }),
    }
  }
}
