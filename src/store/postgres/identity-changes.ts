import type { AttachedPolicy, Principal, Realm } from '../identity.ts'
import type { HolderName, IdentityChange, IdentityOutcome, PrincipalName } from '../identity-change.ts'
import type { Accounts } from './accounts.ts'
import type { Credentials } from './credentials.ts'
import type { Principals } from './principals.ts'
import type { Queries } from './queries.ts'

type Of<Kind extends IdentityChange['kind']> = Extract<IdentityChange, { kind: Kind }>

const isHolder = 'realm = $1 and account = $2 and name = $3'
const isPrincipal = `${isHolder} and kind = $4`
const isOfPrincipal = 'realm = $1 and account = $2 and principal = $3'

/** Applies changes of identities. `queries` is the transaction that they are part of. */
export class IdentityChanges {
  readonly #accounts: Accounts
  readonly #principals: Principals
  readonly #credentials: Credentials

  constructor(accounts: Accounts, principals: Principals, credentials: Credentials) {
    this.#accounts = accounts
    this.#principals = principals
    this.#credentials = credentials
  }

  async apply(queries: Queries, change: IdentityChange): Promise<IdentityOutcome> {
    switch (change.kind) {
      case 'add-account':
        return this.#addAccount(queries, change)
      case 'add-tenant':
        return added(await this.#accounts.addTenant(queries, change.tenant))
      case 'add-principal':
        return added(await this.#principals.add(queries, change.principal, change.passwordHash))
      case 'add-group':
        return added(await this.#principals.addGroup(queries, change.group))
      case 'remove-holder':
        return this.#removeHolder(queries, change.holder)
      case 'attach-policy':
        return this.#attach(queries, change)
      case 'detach-policy':
        return this.#detach(queries, change)
      case 'add-member':
      case 'remove-member':
        return this.#changeMember(queries, change)
      case 'enable-principal':
        return this.#enable(queries, change)
      case 'set-password':
        return this.#setPassword(queries, change.principal, change.passwordHash)
      case 'add-access-key':
        return this.#addAccessKey(queries, change)
      case 'enable-access-key':
        return this.#enableAccessKey(queries, change)
      case 'remove-access-key':
        return this.#removeAccessKey(queries, change)
      case 'remove-token':
        return found(await this.#credentials.removeToken(queries, change.realm, change.hash))
    }
  }

  async #addAccount(queries: Queries, { account, tenants, principals }: Of<'add-account'>): Promise<IdentityOutcome> {
    if (!(await this.#accounts.add(queries, account))) return 'exists-already'
    for (const tenant of tenants) await this.#accounts.addTenant(queries, tenant)
    for (const principal of principals) await this.#principals.add(queries, principal, undefined)
    return 'done'
  }

  async #removeHolder(queries: Queries, holder: HolderName): Promise<IdentityOutcome> {
    const { realm, account, kind, name } = holder
    if (kind === 'group') {
      const members = 'delete from group_member where realm = $1 and account = $2 and user_group = $3'
      await queries.run(members, [realm, account, name])
      return found((await queries.run(`delete from user_group where ${isHolder}`, [realm, account, name])) > 0)
    }
    const principal = await this.#principals.named(queries, holder)
    if (!principal) return 'not-found'
    await this.#credentials.removeMadeBy(queries, principal)
    await this.#credentials.removeAccessKeysOf(queries, principal)
    await queries.run(`delete from group_member where ${isOfPrincipal}`, [realm, account, principal.id])
    await queries.run(`delete from principal where ${isPrincipal}`, [realm, account, name, kind])
    return 'done'
  }

  async #enable(queries: Queries, { principal: name, enabled }: Of<'enable-principal'>): Promise<IdentityOutcome> {
    const principal = await this.#principals.named(queries, name)
    if (!principal) return 'not-found'
    if (!enabled) await this.#credentials.removeMadeBy(queries, principal)
    await queries.run(`update principal set enabled = $5 where ${isPrincipal}`, [...nameOf(name), enabled])
    return 'done'
  }

  async #enableAccessKey(queries: Queries, change: Of<'enable-access-key'>): Promise<IdentityOutcome> {
    const { realm, id, active } = change
    if (!active) await this.#endWhatWasMadeUnder(queries, realm, id)
    return found(await this.#credentials.enableAccessKey(queries, realm, id, active))
  }

  async #removeAccessKey(queries: Queries, { realm, id }: Of<'remove-access-key'>): Promise<IdentityOutcome> {
    await this.#endWhatWasMadeUnder(queries, realm, id)
    return found(await this.#credentials.removeAccessKey(queries, realm, id))
  }

  async #endWhatWasMadeUnder(queries: Queries, realm: Realm, id: string): Promise<void> {
    const key = await this.#credentials.readAccessKey(queries, realm, id)
    if (key) await this.#credentials.removeMadeWith(queries, key)
  }

  async #attach(queries: Queries, { holder, policy }: Of<'attach-policy'>): Promise<IdentityOutcome> {
    const attached = await this.#policiesOf(queries, holder)
    if (!attached) return 'not-found'
    const place = attached.findIndex(({ name }) => name === policy.name)
    await this.#write(queries, holder, place < 0 ? [...attached, policy] : attached.with(place, policy))
    return 'done'
  }

  async #detach(queries: Queries, { holder, policy }: Of<'detach-policy'>): Promise<IdentityOutcome> {
    const attached = await this.#policiesOf(queries, holder)
    const kept = attached?.filter(({ name }) => name !== policy)
    if (!kept || kept.length === attached?.length) return 'not-found'
    await this.#write(queries, holder, kept)
    return 'done'
  }

  async #policiesOf(queries: Queries, holder: HolderName): Promise<readonly AttachedPolicy[] | undefined> {
    if (holder.kind !== 'group') return (await this.#principals.named(queries, holder))?.policies
    const groups = await this.#principals.groups(queries, holder.realm, holder.account)
    return groups.find(({ name }) => name === holder.name)?.policies
  }

  async #write(queries: Queries, holder: HolderName, policies: readonly AttachedPolicy[]): Promise<void> {
    const { realm, account, kind, name } = holder
    const text = JSON.stringify(policies)
    if (kind === 'group') {
      await queries.run(`update user_group set policies = $4 where ${isHolder}`, [realm, account, name, text])
    } else await queries.run(`update principal set policies = $5 where ${isPrincipal}`, [...nameOf(holder), text])
  }

  async #changeMember(
    queries: Queries,
    { kind, group, user }: Of<'add-member' | 'remove-member'>,
  ): Promise<IdentityOutcome> {
    const { realm, account, name } = group
    const member: Principal | undefined = await this.#principals.named(queries, { ...group, kind: 'user', name: user })
    if (!member || !(await this.#policiesOf(queries, group))) return 'not-found'
    if (kind === 'add-member') {
      await this.#principals.addMember(queries, realm, account, member.id, name)
      return 'done'
    }
    const remove = `delete from group_member where ${isOfPrincipal} and user_group = $4`
    return found((await queries.run(remove, [realm, account, member.id, name])) > 0)
  }

  async #setPassword(queries: Queries, name: PrincipalName, passwordHash: string): Promise<IdentityOutcome> {
    const principal = await this.#principals.named(queries, name)
    if (!principal) return 'not-found'
    await this.#credentials.removeMadeBy(queries, principal)
    await queries.run(`update principal set password_hash = $5 where ${isPrincipal}`, [...nameOf(name), passwordHash])
    return 'done'
  }

  async #addAccessKey(queries: Queries, { key, keysMax }: Of<'add-access-key'>): Promise<IdentityOutcome> {
    const { realm, account, id } = key.principal
    if (!(await this.#principals.read(queries, realm, account, id))) return 'not-found'
    const keys = await (key.temporary
      ? this.#credentials.countTemporaryKeys(queries, key.principal, key.createdAt)
      : this.#credentials.countPermanentKeys(queries, key.principal))
    return keys >= keysMax ? 'too-many' : added(await this.#credentials.addAccessKey(queries, key))
  }
}

function nameOf({ realm, account, name, kind }: HolderName): readonly [string, string, string, string] {
  return [realm, account, name, kind]
}

function added(isNew: boolean): IdentityOutcome {
  return isNew ? 'done' : 'exists-already'
}

function found(isThere: boolean): IdentityOutcome {
  return isThere ? 'done' : 'not-found'
}
