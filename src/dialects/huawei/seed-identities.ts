import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import type { AccessKey, Group, PasswordHolder, Principal } from '../../store/identity.ts'
import type { StoreContents } from '../../store/store.ts'
import type { SecretKeeping } from '../dialect.ts'
import { attachedPolicies } from '../seed-policies.ts'
import { trustIn } from './iam/agency-trust.ts'
import { realm } from './realm.ts'
import type { SeedAgency, SeedDomain, SeedUser } from './seed-schema.ts'

/** Who there is in the domains, and what they show who they are with; `at` is when it was made, milliseconds since 1970. */
export async function seedIdentities(
  domains: readonly SeedDomain[],
  secrets: SecretKeeping,
  at: number,
): Promise<Pick<StoreContents, 'groups' | 'principals' | 'passwords' | 'accessKeys'>> {
  const users = domains.flatMap((domain) => domain.users.map((user) => ({ user, principal: userOf(domain, user) })))
  const agencies = domains.flatMap((domain) => domain.agencies.map((agency) => agencyOf(domain, agency, domains)))
  const passwords = users.map(({ user, principal }) => passwordOf(user, principal, secrets))
  return {
    groups: domains.flatMap(groupsOf),
    principals: [...users.map(({ principal }) => principal), ...agencies],
    passwords: (await Promise.all(passwords)).filter((holder) => holder !== undefined),
    accessKeys: users.flatMap(({ user, principal }) => accessKeysOf(user, principal, secrets, at)),
  }
}

/** The id of a user or of an agency; one that states none has one derived from the name. */
export function principalIdOf(
  { id: domain }: SeedDomain,
  kind: 'user' | 'agency',
  { name, id }: Pick<SeedUser, 'name' | 'id'>,
): string {
  return id ?? hash('sha256', kind === 'user' ? `${domain}/${name}` : `${domain}/${kind}/${name}`).slice(0, 32)
}

/** The domain with this name or id. */
export function trustedDomain(domains: readonly SeedDomain[], nameOrId: string): SeedDomain | undefined {
  return domains.find(({ id, name }) => name === nameOrId || id === nameOrId)
}

function groupsOf({ id: account, groups }: SeedDomain): Group[] {
  return groups.map(({ name, policies }) => ({ realm, account, name, policies: attachedPolicies(policies) }))
}

function userOf(domain: SeedDomain, user: SeedUser): Principal {
  const isMember = ({ name }: Group) =>
    domain.groups.some((group) => group.name === name && group.users.includes(user.name))
  return {
    realm,
    account: domain.id,
    id: principalIdOf(domain, 'user', user),
    kind: 'user',
    name: user.name,
    administrator: user.admin,
    enabled: true,
    policies: attachedPolicies(user.policies),
    groups: groupsOf(domain).filter(isMember),
  }
}

function agencyOf(domain: SeedDomain, agency: SeedAgency, domains: readonly SeedDomain[]): Principal {
  const trusted = trustedDomain(domains, agency.trustDomain)
  assert(trusted, `There is no domain "${agency.trustDomain}"`)
  return {
    realm,
    account: domain.id,
    id: principalIdOf(domain, 'agency', agency),
    kind: 'role',
    name: agency.name,
    administrator: false,
    enabled: true,
    policies: attachedPolicies(agency.policies),
    groups: [],
    assumption: { trust: { ...trustIn(trusted) }, sessionSecondsMax: agency.duration },
  }
}

async function passwordOf(
  { password }: SeedUser,
  principal: Principal,
  { hashPassword }: SecretKeeping,
): Promise<PasswordHolder | undefined> {
  return password === undefined ? undefined : { principal, passwordHash: await hashPassword(password) }
}

function accessKeysOf(
  { accessKeys }: SeedUser,
  principal: Principal,
  { sealSecret }: SecretKeeping,
  createdAt: number,
): AccessKey[] {
  return accessKeys.map(({ id, secret, status }) => {
    return { id, principal, sealedSecret: sealSecret(secret), active: status === 'active', createdAt }
  })
}
