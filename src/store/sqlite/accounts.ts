import type { Database } from 'better-sqlite3'
import type { Account, Realm, Tenant } from '../identity.ts'
import type { Generation } from './generation.ts'
import { Remembered } from './remembered.ts'

interface TenantRow {
  id: string
  realm: string
  account: string
  name: string
  region: string
  settings: string
}

/** Tenants kept at hand: asked for with every call. */
const rememberedMax = 10_000

/** Accounts and what they own, in one database. */
export class Accounts {
  readonly #known: Remembered<Tenant>
  readonly #any
  readonly #accounts
  readonly #tenants
  readonly #tenant
  readonly #add
  readonly #addTenant

  constructor(database: Database, generation: Generation) {
    this.#known = new Remembered(generation, rememberedMax)
    this.#any = database.prepare('select 1 from account limit 1').pluck()
    this.#accounts = database.prepare<[Realm], Account>(
      'select realm, id, name from account where realm = ? order by id',
    )
    this.#tenants = database.prepare<[Realm, string], TenantRow>(
      'select id, realm, account, name, region, settings from tenant where realm = ? and account = ? order by id',
    )
    this.#tenant = database.prepare<[string, Realm], TenantRow>(
      'select id, realm, account, name, region, settings from tenant where id = ? and realm = ?',
    )
    this.#add = database.prepare<[Account]>(
      'insert into account (realm, id, name) values (@realm, @id, @name) on conflict do nothing',
    )
    this.#addTenant = database.prepare<[TenantRow]>(
      `insert into tenant (id, realm, account, name, region, settings)
       values (@id, @realm, @account, @name, @region, @settings) on conflict do nothing`,
    )
  }

  /** Whether there is one at all. */
  any(): boolean {
    return this.#any.get() !== undefined
  }

  list(realm: Realm): Account[] {
    return this.#accounts.all(realm)
  }

  tenants(realm: Realm, account: string): Tenant[] {
    return this.#tenants.all(realm, account).map(toTenant)
  }

  tenant(realm: Realm, id: string): Tenant | undefined {
    return this.#known.get(`${realm} ${id}`, () => {
      const row = this.#tenant.get(id, realm)
      return row && toTenant(row)
    })
  }

  /** Must run inside a transaction, like what follows. @returns false if there is one of this id */
  add(account: Account): boolean {
    return this.#add.run(account).changes === 1
  }

  addTenant({ settings, ...rest }: Tenant): boolean {
    return this.#addTenant.run({ ...rest, settings: JSON.stringify(settings) }).changes === 1
  }
}

function toTenant({ settings, ...rest }: TenantRow): Tenant {
  return { ...rest, settings: JSON.parse(settings) }
}
