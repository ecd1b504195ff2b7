import type { Account, Realm, Tenant } from '../identity.ts'
import type { Generation } from './generation.ts'
import type { Queries } from './queries.ts'
import { Remembered } from './remembered.ts'

type TenantRow = Omit<Tenant, 'settings'> & { readonly settings: string }

/** Tenants kept at hand: asked for with every call. */
const rememberedMax = 10_000

const tenantColumns = 'id, realm, account, name, region, settings'

/** Accounts and what they own. What runs in a transaction takes it as its first argument. */
export class Accounts {
  readonly #queries: Queries
  readonly #known: Remembered<Tenant>

  constructor(queries: Queries, generation: Generation) {
    this.#queries = queries
    this.#known = new Remembered(generation, rememberedMax)
  }

  list(realm: Realm): Promise<readonly Account[]> {
    return this.#queries.all('select realm, id, name from account where realm = $1 order by id', [realm])
  }

  async tenants(realm: Realm, account: string): Promise<readonly Tenant[]> {
    const rows = await this.#queries.all<TenantRow>(
      `select ${tenantColumns} from tenant where realm = $1 and account = $2 order by id`,
      [realm, account],
    )
    return rows.map(toTenant)
  }

  tenant(realm: Realm, id: string): Promise<Tenant | undefined> {
    return this.#known.get(`${realm} ${id}`, async () => {
      const select = `select ${tenantColumns} from tenant where id = $1 and realm = $2`
      const row = await this.#queries.get<TenantRow>(select, [id, realm])
      return row && toTenant(row)
    })
  }

  /** Whether there is one at all. */
  async any(queries: Queries): Promise<boolean> {
    return (await queries.get('select from account limit 1')) !== undefined
  }

  /** @returns false if there is one of this id */
  async add(queries: Queries, { realm, id, name }: Account): Promise<boolean> {
    const insert = 'insert into account (realm, id, name) values ($1, $2, $3) on conflict do nothing'
    return (await queries.run(insert, [realm, id, name])) === 1
  }

  async addTenant(queries: Queries, { id, realm, account, name, region, settings }: Tenant): Promise<boolean> {
    // Changes of identities come one after the other. No unique index: Citus has none without the id.
    const named = 'select 1 from tenant where realm = $1 and account = $2 and name = $3'
    if (await queries.get(named, [realm, account, name])) return false
    const insert = `insert into tenant (${tenantColumns}) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`
    return (await queries.run(insert, [id, realm, account, name, region, JSON.stringify(settings)])) === 1
  }
}

function toTenant({ settings, ...rest }: TenantRow): Tenant {
  return { ...rest, settings: JSON.parse(settings) }
}
