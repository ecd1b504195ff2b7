import assert from 'node:assert'
import type { Database } from 'better-sqlite3'
import type { AccessKey, Account, PasswordHolder, Principal, Realm, Tenant, Token } from '../identity.ts'
import { Remembered } from './remembered.ts'

interface PrincipalRow {
  realm: string
  account: string
  id: string
  kind: Principal['kind']
  name: string
  administrator: number
  policies: string
}

interface TenantRow {
  id: string
  realm: string
  account: string
  name: string
  region: string
  settings: string
}

interface AccessKeyRow {
  account: string
  principal: string
  sealed_secret: Buffer
  active: number
}

interface TokenRow {
  account: string
  principal: string
  tenant: string | null
  methods: string
  issued_at: number
  expires_at: number
}

/** Tenants, and tokens, kept at hand: asked for with every call. */
const rememberedMax = 10_000

const principalColumns = 'realm, account, id, kind, name, administrator, policies'

/** Accounts, tenants, principals and what they prove themselves with, in one database. */
export class Identities {
  readonly #knownTenants = new Remembered<Tenant>(rememberedMax)
  readonly #knownTokens = new Remembered<Token>(rememberedMax)
  readonly #anyAccount
  readonly #accounts
  readonly #tenants
  readonly #tenant
  readonly #principals
  readonly #principal
  readonly #accessKey
  readonly #passwordById
  readonly #passwordByName
  readonly #token
  readonly #addAccount
  readonly #addTenant
  readonly #addPrincipal
  readonly #addAccessKey
  readonly #addToken
  readonly #removeExpiredTokens

  constructor(database: Database) {
    this.#anyAccount = database.prepare('select 1 from account limit 1').pluck()
    this.#accounts = database.prepare<[Realm], Account>(
      'select realm, id, name from account where realm = ? order by id',
    )
    this.#tenants = database.prepare<[Realm, string], TenantRow>(
      'select id, realm, account, name, region, settings from tenant where realm = ? and account = ? order by id',
    )
    this.#tenant = database.prepare<[string, Realm], TenantRow>(
      'select id, realm, account, name, region, settings from tenant where id = ? and realm = ?',
    )
    this.#principals = database.prepare<[Realm, string], PrincipalRow>(
      `select ${principalColumns} from principal where realm = ? and account = ? order by kind, name`,
    )
    this.#principal = database.prepare<[Realm, string, string], PrincipalRow>(
      `select ${principalColumns} from principal where realm = ? and account = ? and id = ?`,
    )
    this.#accessKey = database.prepare<[Realm, string], AccessKeyRow>(
      'select account, principal, sealed_secret, active from access_key where realm = ? and id = ?',
    )
    const passwordHolder = `select ${principalColumns}, password_hash from principal
      where realm = ? and account = ? and password_hash is not null and`
    this.#passwordById = database.prepare<[Realm, string, string], PrincipalRow & { password_hash: string }>(
      `${passwordHolder} id = ?`,
    )
    this.#passwordByName = database.prepare<[Realm, string, string], PrincipalRow & { password_hash: string }>(
      `${passwordHolder} kind = 'user' and name = ?`,
    )
    this.#token = database.prepare<[Realm, string], TokenRow>(
      'select account, principal, tenant, methods, issued_at, expires_at from token where realm = ? and hash = ?',
    )
    this.#addAccount = database.prepare<[Account]>('insert into account (realm, id, name) values (@realm, @id, @name)')
    this.#addTenant = database.prepare<[TenantRow]>(
      `insert into tenant (id, realm, account, name, region, settings)
       values (@id, @realm, @account, @name, @region, @settings)`,
    )
    this.#addPrincipal = database.prepare<[PrincipalRow & { password_hash: string | null }]>(
      `insert into principal (realm, account, id, kind, name, administrator, policies, password_hash)
       values (@realm, @account, @id, @kind, @name, @administrator, @policies, @password_hash)`,
    )
    this.#addAccessKey = database.prepare<[Realm, string, string, string, Uint8Array, number]>(
      'insert into access_key (realm, id, account, principal, sealed_secret, active) values (?, ?, ?, ?, ?, ?)',
    )
    this.#addToken = database.prepare<[Realm, string, string, string, string | null, string, number, number]>(
      `insert into token (realm, hash, account, principal, tenant, methods, issued_at, expires_at)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#removeExpiredTokens = database.prepare<[number]>('delete from token where expires_at < ?')
  }

  /** Whether there is an account at all. */
  any(): boolean {
    return this.#anyAccount.get() !== undefined
  }

  accounts(realm: Realm): Account[] {
    return this.#accounts.all(realm)
  }

  tenants(realm: Realm, account: string): Tenant[] {
    return this.#tenants.all(realm, account).map(toTenant)
  }

  tenant(realm: Realm, id: string): Tenant | undefined {
    return this.#knownTenants.get(`${realm} ${id}`, () => {
      const row = this.#tenant.get(id, realm)
      return row && toTenant(row)
    })
  }

  principals(realm: Realm, account: string): Principal[] {
    return this.#principals.all(realm, account).map(toPrincipal)
  }

  accessKey(realm: Realm, id: string): AccessKey | undefined {
    const row = this.#accessKey.get(realm, id)
    if (!row) return undefined
    const principal = this.#owner(realm, row)
    return { id, principal, sealedSecret: row.sealed_secret, active: row.active === 1 }
  }

  passwordHolder(realm: Realm, account: string, by: { id: string } | { name: string }): PasswordHolder | undefined {
    const row =
      'id' in by ? this.#passwordById.get(realm, account, by.id) : this.#passwordByName.get(realm, account, by.name)
    return row && { principal: toPrincipal(row), passwordHash: row.password_hash }
  }

  token(realm: Realm, hash: string): Token | undefined {
    return this.#knownTokens.get(`${realm} ${hash}`, () => {
      const row = this.#token.get(realm, hash)
      return row && this.#toToken(realm, hash, row)
    })
  }

  /** Must run inside a transaction, like all that follow. */
  addToken({ hash, principal, tenant, methods, issuedAt, expiresAt }: Token): void {
    const { realm, account, id } = principal
    this.#addToken.run(realm, hash, account, id, tenant ?? null, JSON.stringify(methods), issuedAt, expiresAt)
  }

  /** Forgets the tokens that expired before `time`. */
  removeTokensExpiredBefore(time: number): void {
    this.#removeExpiredTokens.run(time)
  }

  addAccount(account: Account): void {
    this.#addAccount.run(account)
  }

  addTenant({ settings, ...rest }: Tenant): void {
    this.#addTenant.run({ ...rest, settings: JSON.stringify(settings) })
  }

  addPrincipal({ administrator, policies, ...rest }: Principal, passwordHash: string | undefined): void {
    this.#addPrincipal.run({
      ...rest,
      administrator: administrator ? 1 : 0,
      policies: JSON.stringify(policies),
      password_hash: passwordHash ?? null,
    })
  }

  addAccessKey({ id, principal, sealedSecret, active }: AccessKey): void {
    const { realm, account } = principal
    this.#addAccessKey.run(realm, id, account, principal.id, sealedSecret, active ? 1 : 0)
  }

  #toToken(realm: Realm, hash: string, row: TokenRow): Token {
    return {
      hash,
      principal: this.#owner(realm, row),
      methods: JSON.parse(row.methods),
      issuedAt: row.issued_at,
      expiresAt: row.expires_at,
      ...(row.tenant !== null && { tenant: row.tenant }),
    }
  }

  /** Looked up apart: SQLite takes several times as long over the join. */
  #owner(realm: Realm, { account, principal }: { account: string; principal: string }): Principal {
    const row = this.#principal.get(realm, account, principal)
    assert(row, `principal ${principal} of account ${account} has credentials but is not stored`)
    return toPrincipal(row)
  }
}

function toTenant({ settings, ...rest }: TenantRow): Tenant {
  return { ...rest, settings: JSON.parse(settings) }
}

function toPrincipal({ realm, account, id, kind, name, administrator, policies }: PrincipalRow): Principal {
  return { realm, account, id, kind, name, administrator: administrator === 1, policies: JSON.parse(policies) }
}
