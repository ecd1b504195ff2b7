import type { Database } from 'better-sqlite3'
import type { Group, PasswordHolder, Principal, Realm } from '../identity.ts'
import type { HolderName } from '../identity-change.ts'
import type { Generation } from './generation.ts'
import { Remembered } from './remembered.ts'

interface PrincipalRow {
  realm: string
  account: string
  id: string
  kind: Principal['kind']
  name: string
  administrator: number
  enabled: number
  policies: string
  trust: string | null
  session_seconds_max: number | null
}

interface GroupRow {
  realm: string
  account: string
  name: string
  policies: string
}

type WithPassword = PrincipalRow & { password_hash: string }

/** Principals kept at hand: asked for with every call. */
const rememberedMax = 10_000

const columns = 'realm, account, id, kind, name, administrator, enabled, policies, trust, session_seconds_max'

/** Principals and groups, with what is attached to them, in one database. */
export class Principals {
  readonly #known: Remembered<Principal>
  readonly #byId
  readonly #byName
  readonly #list
  readonly #groups
  readonly #groupsOf
  readonly #passwordById
  readonly #passwordByName
  readonly #add
  readonly #addGroup
  readonly #addMember

  constructor(database: Database, generation: Generation) {
    this.#known = new Remembered(generation, rememberedMax)
    this.#byId = database.prepare<[Realm, string, string], PrincipalRow>(
      `select ${columns} from principal where realm = ? and account = ? and id = ?`,
    )
    this.#byName = database.prepare<[HolderName], PrincipalRow>(
      `select ${columns} from principal where realm = @realm and account = @account and kind = @kind and name = @name`,
    )
    this.#list = database.prepare<[Realm, string], PrincipalRow>(
      `select ${columns} from principal where realm = ? and account = ? order by kind, name`,
    )
    this.#groups = database.prepare<[Realm, string], GroupRow>(
      'select realm, account, name, policies from user_group where realm = ? and account = ? order by name',
    )
    this.#groupsOf = database.prepare<[Realm, string, string], GroupRow>(
      `select g.realm, g.account, g.name, g.policies from group_member m
       join user_group g on g.realm = m.realm and g.account = m.account and g.name = m.user_group
       where m.realm = ? and m.account = ? and m.principal = ? order by g.name`,
    )
    const passwordHolder = `select ${columns}, password_hash from principal
      where realm = ? and account = ? and password_hash is not null and`
    this.#passwordById = database.prepare<[Realm, string, string], WithPassword>(`${passwordHolder} id = ?`)
    this.#passwordByName = database.prepare<[Realm, string, string], WithPassword>(
      `${passwordHolder} kind = 'user' and name = ?`,
    )
    this.#add = database.prepare<[PrincipalRow & { password_hash: string | null }]>(
      `insert into principal (${columns}, password_hash)
       values (@realm, @account, @id, @kind, @name, @administrator, @enabled, @policies, @trust, @session_seconds_max,
         @password_hash)
       on conflict do nothing`,
    )
    this.#addGroup = database.prepare<[GroupRow]>(
      'insert into user_group (realm, account, name, policies) values (@realm, @account, @name, @policies) on conflict do nothing',
    )
    this.#addMember = database.prepare<[Realm, string, string, string]>(
      'insert into group_member (realm, account, principal, user_group) values (?, ?, ?, ?) on conflict do nothing',
    )
  }

  /** The same object each time, as long as nothing about it has changed. */
  find(realm: Realm, account: string, id: string): Principal | undefined {
    return this.#known.get(`${realm} ${account} ${id}`, () => this.read(realm, account, id))
  }

  /** As it is now, within a transaction too, like the next one. */
  read(realm: Realm, account: string, id: string): Principal | undefined {
    const row = this.#byId.get(realm, account, id)
    return row && this.#toPrincipal(row)
  }

  named(name: HolderName): Principal | undefined {
    const row = this.#byName.get(name)
    return row && this.#toPrincipal(row)
  }

  list(realm: Realm, account: string): Principal[] {
    return this.#list.all(realm, account).map((row) => this.#toPrincipal(row))
  }

  groups(realm: Realm, account: string): Group[] {
    return this.#groups.all(realm, account).map(toGroup)
  }

  passwordHolder(realm: Realm, account: string, by: { id: string } | { name: string }): PasswordHolder | undefined {
    const row =
      'id' in by ? this.#passwordById.get(realm, account, by.id) : this.#passwordByName.get(realm, account, by.name)
    return row && { principal: this.#toPrincipal(row), passwordHash: row.password_hash }
  }

  /** Must run inside a transaction, like all that follow. His groups are there already. @returns false if the id or the name is taken */
  add(principal: Principal, passwordHash: string | undefined): boolean {
    const { realm, account, id, groups } = principal
    const { changes } = this.#add.run({ ...toRow(principal), password_hash: passwordHash ?? null })
    if (changes === 0) return false
    for (const group of groups) this.addMember(realm, account, id, group.name)
    return true
  }

  addGroup({ policies, ...rest }: Group): boolean {
    return this.#addGroup.run({ ...rest, policies: JSON.stringify(policies) }).changes === 1
  }

  addMember(realm: Realm, account: string, principal: string, group: string): void {
    this.#addMember.run(realm, account, principal, group)
  }

  #toPrincipal(row: PrincipalRow): Principal {
    const { realm, account, id, kind, name, administrator, enabled, policies, trust, session_seconds_max } = row
    return {
      realm,
      account,
      id,
      kind,
      name,
      administrator: administrator === 1,
      enabled: enabled === 1,
      policies: JSON.parse(policies),
      groups: this.#groupsOf.all(realm, account, id).map(toGroup),
      ...(trust !== null &&
        session_seconds_max !== null && {
          assumption: { trust: JSON.parse(trust), sessionSecondsMax: session_seconds_max },
        }),
    }
  }
}

function toGroup({ policies, ...rest }: GroupRow): Group {
  return { ...rest, policies: JSON.parse(policies) }
}

function toRow({ groups, administrator, enabled, policies, assumption, ...rest }: Principal): PrincipalRow {
  return {
    ...rest,
    administrator: administrator ? 1 : 0,
    enabled: enabled ? 1 : 0,
    policies: JSON.stringify(policies),
    trust: assumption ? JSON.stringify(assumption.trust) : null,
    session_seconds_max: assumption?.sessionSecondsMax ?? null,
  }
}
