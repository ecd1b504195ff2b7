import type { Database } from 'better-sqlite3'
import type { AttachedPolicy, Principal, Realm } from '../identity.ts'
import type { HolderName, IdentityChange, IdentityOutcome, PrincipalName } from '../identity-change.ts'
import type { Accounts } from './accounts.ts'
import type { Credentials } from './credentials.ts'
import type { Principals } from './principals.ts'

type Of<Kind extends IdentityChange['kind']> = Extract<IdentityChange, { kind: Kind }>

const isHolder = 'realm = @realm and account = @account and name = @name'
const isPrincipal = `${isHolder} and kind = @kind`

/** Applies changes of identities to one database. Must run inside a transaction. */
export class IdentityChanges {
  readonly #accounts: Accounts
  readonly #principals: Principals
  readonly #credentials: Credentials
  readonly #statements

  constructor(database: Database, accounts: Accounts, principals: Principals, credentials: Credentials) {
    this.#accounts = accounts
    this.#principals = principals
    this.#credentials = credentials
    const prepare = (sql: string) => database.prepare<[object]>(sql)
    this.#statements = {
      setPolicies: prepare(`update principal set policies = @policies where ${isPrincipal}`),
      setGroupPolicies: prepare(`update user_group set policies = @policies where ${isHolder}`),
      enable: prepare(`update principal set enabled = @enabled where ${isPrincipal}`),
      setPassword: prepare(`update principal set password_hash = @passwordHash where ${isPrincipal}`),
      remove: prepare(`delete from principal where ${isPrincipal}`),
      removeGroup: prepare(`delete from user_group where ${isHolder}`),
      removeKeys: prepare('delete from access_key where realm = @realm and account = @account and principal = @id'),
      removeMemberships: prepare(
        'delete from group_member where realm = @realm and account = @account and principal = @id',
      ),
      removeMembers: prepare(
        'delete from group_member where realm = @realm and account = @account and user_group = @name',
      ),
      removeMember: prepare(
        `delete from group_member where realm = @realm and account = @account and user_group = @name
         and principal = @principal`,
      ),
    }
  }

  apply(change: IdentityChange): IdentityOutcome {
    switch (change.kind) {
      case 'add-account':
        return this.#addAccount(change)
      case 'add-tenant':
        return added(this.#accounts.addTenant(change.tenant))
      case 'add-principal':
        return added(this.#principals.add(change.principal, change.passwordHash))
      case 'add-group':
        return added(this.#principals.addGroup(change.group))
      case 'remove-holder':
        return this.#removeHolder(change.holder)
      case 'attach-policy':
        return this.#attach(change)
      case 'detach-policy':
        return this.#detach(change)
      case 'add-member':
      case 'remove-member':
        return this.#changeMember(change)
      case 'enable-principal':
        return this.#enablePrincipal(change)
      case 'set-password':
        return this.#setPassword(change.principal, change.passwordHash)
      case 'add-access-key':
        return this.#addAccessKey(change)
      case 'enable-access-key':
        return this.#enableAccessKey(change)
      case 'remove-access-key':
        return this.#removeAccessKey(change)
      case 'remove-token':
        return found(this.#credentials.removeToken(change.realm, change.hash))
    }
  }

  #addAccount({ account, tenants, principals }: Of<'add-account'>): IdentityOutcome {
    if (!this.#accounts.add(account)) return 'exists-already'
    for (const tenant of tenants) this.#accounts.addTenant(tenant)
    for (const principal of principals) this.#principals.add(principal, undefined)
    return 'done'
  }

  #removeHolder(holder: HolderName): IdentityOutcome {
    const { remove, removeGroup, removeKeys, removeMembers, removeMemberships } = this.#statements
    if (holder.kind === 'group') {
      removeMembers.run(holder)
      return found(removeGroup.run(holder).changes > 0)
    }
    const principal = this.#principals.named(holder)
    if (!principal) return 'not-found'
    const { realm, account, id } = principal
    this.#credentials.removeMadeBy(principal)
    removeKeys.run({ realm, account, id })
    removeMemberships.run({ realm, account, id })
    return found(remove.run(holder).changes > 0)
  }

  #attach({ holder, policy }: Of<'attach-policy'>): IdentityOutcome {
    const attached = this.#policiesOf(holder)
    if (!attached) return 'not-found'
    const place = attached.findIndex(({ name }) => name === policy.name)
    this.#write(holder, place < 0 ? [...attached, policy] : attached.with(place, policy))
    return 'done'
  }

  #detach({ holder, policy }: Of<'detach-policy'>): IdentityOutcome {
    const attached = this.#policiesOf(holder)
    const kept = attached?.filter(({ name }) => name !== policy)
    if (!kept || kept.length === attached?.length) return 'not-found'
    this.#write(holder, kept)
    return 'done'
  }

  #policiesOf(holder: HolderName): readonly AttachedPolicy[] | undefined {
    if (holder.kind !== 'group') return this.#principals.named(holder)?.policies
    return this.#principals.groups(holder.realm, holder.account).find(({ name }) => name === holder.name)?.policies
  }

  #write(holder: HolderName, policies: readonly AttachedPolicy[]): void {
    const { setPolicies, setGroupPolicies } = this.#statements
    const values = { ...holder, policies: JSON.stringify(policies) }
    if (holder.kind === 'group') setGroupPolicies.run(values)
    else setPolicies.run(values)
  }

  #changeMember({ kind, group, user }: Of<'add-member' | 'remove-member'>): IdentityOutcome {
    const { realm, account, name } = group
    const member: Principal | undefined = this.#principals.named({ realm, account, kind: 'user', name: user })
    if (!member || !this.#policiesOf(group)) return 'not-found'
    if (kind === 'add-member') {
      this.#principals.addMember(realm, account, member.id, name)
      return 'done'
    }
    return found(this.#statements.removeMember.run({ realm, account, name, principal: member.id }).changes > 0)
  }

  #setPassword(name: PrincipalName, passwordHash: string): IdentityOutcome {
    const principal = this.#principals.named(name)
    if (!principal) return 'not-found'
    this.#credentials.removeMadeBy(principal)
    this.#statements.setPassword.run({ ...name, passwordHash })
    return 'done'
  }

  #enablePrincipal({ principal: name, enabled }: Of<'enable-principal'>): IdentityOutcome {
    const principal = this.#principals.named(name)
    if (!principal) return 'not-found'
    if (!enabled) this.#credentials.removeMadeBy(principal)
    this.#statements.enable.run({ ...name, enabled: enabled ? 1 : 0 })
    return 'done'
  }

  #enableAccessKey({ realm, id, active }: Of<'enable-access-key'>): IdentityOutcome {
    if (!active) this.#endWhatWasMadeUnder(realm, id)
    return found(this.#credentials.enableAccessKey(realm, id, active))
  }

  #removeAccessKey({ realm, id }: Of<'remove-access-key'>): IdentityOutcome {
    this.#endWhatWasMadeUnder(realm, id)
    return found(this.#credentials.removeAccessKey(realm, id))
  }

  #endWhatWasMadeUnder(realm: Realm, id: string): void {
    const key = this.#credentials.readAccessKey(realm, id)
    if (key) this.#credentials.removeMadeWith(key)
  }

  #addAccessKey({ key, keysMax }: Of<'add-access-key'>): IdentityOutcome {
    const { realm, account, id } = key.principal
    if (!this.#principals.read(realm, account, id)) return 'not-found'
    const keys = key.temporary
      ? this.#credentials.countTemporaryKeys(key.principal, key.createdAt)
      : this.#credentials.countPermanentKeys(key.principal)
    if (keys >= keysMax) return 'too-many'
    return added(this.#credentials.addAccessKey(key))
  }
}

function added(isNew: boolean): IdentityOutcome {
  return isNew ? 'done' : 'exists-already'
}

function found(isThere: boolean): IdentityOutcome {
  return isThere ? 'done' : 'not-found'
}
