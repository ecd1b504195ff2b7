import type { Group, PasswordHolder, Principal, Realm } from '../identity.ts'
import type { HolderName } from '../identity-change.ts'
import type { Generation } from './generation.ts'
import type { Queries, Value } from './queries.ts'
import { Remembered } from './remembered.ts'

interface PrincipalRow
  extends Pick<Principal, 'realm' | 'account' | 'id' | 'kind' | 'name' | 'administrator' | 'enabled'> {
  readonly policies: string
  readonly trust: string | null
  readonly session_seconds_max: number | null
  readonly password_hash: string | null
  /** Names and policies of his groups. */
  readonly groups: readonly (readonly [name: string, policies: string])[]
}

type GroupRow = Omit<Group, 'policies'> & { readonly policies: string }

/** Principals kept at hand: asked for with every call. */
const rememberedMax = 10_000

const columns =
  'realm, account, id, kind, name, administrator, enabled, policies, trust, session_seconds_max, password_hash'

const select = `select ${columns}, coalesce((
    select json_agg(json_build_array(user_group.name, user_group.policies) order by user_group.name)
    from group_member join user_group on user_group.realm = group_member.realm
      and user_group.account = group_member.account and user_group.name = group_member.user_group
    where group_member.realm = principal.realm and group_member.account = principal.account
      and group_member.principal = principal.id), '[]') as groups
  from principal where realm = $1 and account = $2`

/** Principals and groups, with what is attached to them. What runs in a transaction takes it as its first argument. */
export class Principals {
  readonly #queries: Queries
  readonly #known: Remembered<Principal>

  constructor(queries: Queries, generation: Generation) {
    this.#queries = queries
    this.#known = new Remembered(generation, rememberedMax)
  }

  /** The same object each time, as long as nothing about it has changed. */
  find(realm: Realm, account: string, id: string): Promise<Principal | undefined> {
    return this.#known.get(`${realm} ${account} ${id}`, () => this.read(this.#queries, realm, account, id))
  }

  /** As it is now, like all that follow. */
  async read(queries: Queries, realm: Realm, account: string, id: string): Promise<Principal | undefined> {
    const row = await queries.get<PrincipalRow>(`${select} and id = $3`, [realm, account, id])
    return row && toPrincipal(row)
  }

  async named(queries: Queries, { realm, account, kind, name }: HolderName): Promise<Principal | undefined> {
    const row = await queries.get<PrincipalRow>(`${select} and kind = $3 and name = $4`, [realm, account, kind, name])
    return row && toPrincipal(row)
  }

  async list(realm: Realm, account: string): Promise<readonly Principal[]> {
    const rows = await this.#queries.all<PrincipalRow>(`${select} order by kind, name`, [realm, account])
    return rows.map(toPrincipal)
  }

  async groups(queries: Queries, realm: Realm, account: string): Promise<readonly Group[]> {
    const rows = await queries.all<GroupRow>(
      'select realm, account, name, policies from user_group where realm = $1 and account = $2 order by name',
      [realm, account],
    )
    return rows.map(({ policies, ...rest }) => ({ ...rest, policies: JSON.parse(policies) }))
  }

  async passwordHolder(
    realm: Realm,
    account: string,
    by: { readonly id: string } | { readonly name: string },
  ): Promise<PasswordHolder | undefined> {
    const [condition, value] = 'id' in by ? ['id = $3', by.id] : [`kind = 'user' and name = $3`, by.name]
    const row = await this.#queries.get<PrincipalRow>(`${select} and ${condition}`, [realm, account, value])
    return row && row.password_hash !== null
      ? { principal: toPrincipal(row), passwordHash: row.password_hash }
      : undefined
  }

  /** His groups are there already. @returns false if the id or the name is taken */
  async add(queries: Queries, principal: Principal, passwordHash: string | undefined): Promise<boolean> {
    const insert = `insert into principal (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      on conflict do nothing`
    if ((await queries.run(insert, toValues(principal, passwordHash))) === 0) return false
    const { realm, account, id, groups } = principal
    for (const group of groups) await this.addMember(queries, realm, account, id, group.name)
    return true
  }

  async addGroup(queries: Queries, { realm, account, name, policies }: Group): Promise<boolean> {
    const insert =
      'insert into user_group (realm, account, name, policies) values ($1, $2, $3, $4) on conflict do nothing'
    return (await queries.run(insert, [realm, account, name, JSON.stringify(policies)])) === 1
  }

  async addMember(queries: Queries, realm: Realm, account: string, principal: string, group: string): Promise<void> {
    const insert = `insert into group_member (realm, account, principal, user_group) values ($1, $2, $3, $4)
      on conflict do nothing`
    await queries.run(insert, [realm, account, principal, group])
  }
}

function toPrincipal(row: PrincipalRow): Principal {
  const { realm, account, id, kind, name, administrator, enabled, policies, groups } = row
  const { trust, session_seconds_max: sessionSecondsMax } = row
  return {
    realm,
    account,
    id,
    kind,
    name,
    administrator,
    enabled,
    policies: JSON.parse(policies),
    groups: groups.map(([group, attached]) => ({ realm, account, name: group, policies: JSON.parse(attached) })),
    ...(trust !== null &&
      sessionSecondsMax !== null && { assumption: { trust: JSON.parse(trust), sessionSecondsMax } }),
  }
}

function toValues(principal: Principal, passwordHash: string | undefined): readonly Value[] {
  const { realm, account, id, kind, name, administrator, enabled, policies, assumption } = principal
  const trust = assumption ? JSON.stringify(assumption.trust) : null
  const terms = [trust, assumption?.sessionSecondsMax ?? null, passwordHash ?? null]
  return [realm, account, id, kind, name, administrator, enabled, JSON.stringify(policies), ...terms]
}
