import type { z } from 'zod'
import type { Account, Principal } from '../../store/identity.ts'
import type {
  AccountContents,
  AccountDraft,
  IdentityRules,
  Named,
  Objection,
  RoleDraft,
  UserDraft,
} from '../identity-rules.ts'
import { randomText } from '../random-text.ts'
import { actorOf } from './actor.ts'
import { keysPerAccountMax, keysPerUserMax } from './limits.ts'
import { permissionRules } from './permission-rules.ts'
import { ramPolicies } from './policy/ram-policies.ts'
import { realm } from './realm.ts'
import { seedSchema } from './seed-schema.ts'
import { trustRules } from './trust-rules.ts'

const digits = '0123456789'
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** RAM: accounts with a root, users, groups and roles. Names may be what they may be in a seed file. */
export const identityRules: IdentityRules = {
  kindNames: { root: 'root', user: 'user', group: 'group', role: 'role' },
  keysMax: { root: keysPerAccountMax, user: keysPerUserMax, role: 0 },
  attachable: ramPolicies,
  trust: trustRules,
  fullName,
  readName,
  newKeyId: () => `LTAI5t${randomText(18, digits + capitals + capitals.toLowerCase())}`,
  newAccount,
  newUser,
  newRole,
  groupNameObjection: (name) => refusal(group.name, name),
  permissions: permissionRules,
}

const account = seedSchema.shape.accounts.unwrap().element.shape
const user = account.users.unwrap().element.shape
const role = account.roles.unwrap().element.shape
const group = account.groups.unwrap().element.shape

/** `acs:ram::{account}:root`, `:user/{name}`, `:group/{name}`, `:role/{name}`. */
function fullName({ account, kind, name }: Named): string {
  return kind === 'group' ? `acs:ram::${account}:group/${name}` : actorOf({ account, kind, name })
}

const ownName = /^acs:ram::(?<account>\d+):(?:(?<kind>user|group|role)\/(?<name>[^/]+)|root)$/
const sessionName = /^acs:ram::(?<account>\d+):(?:assumed-role|role)\/(?<name>[^/]+)\/[^/]+$/

function readName(text: string): Named | undefined {
  const own = ownName.exec(text)?.groups
  if (own) return { account: own.account ?? '', kind: (own.kind as Named['kind']) ?? 'root', name: own.name ?? '' }
  const session = sessionName.exec(text)?.groups
  return session && { account: session.account ?? '', kind: 'role', name: session.name ?? '' }
}

/** An account is a tenant of its own, over all regions. */
function newAccount({ id = `1${randomText(15, digits)}`, name, projects }: AccountDraft): AccountContents | Objection {
  const objection = projects.length > 0 ? 'An account has no projects' : refusal(account.id, id)
  if (objection !== undefined) return { objection }
  return {
    account: { realm, id, name },
    tenants: [{ realm, id, account: id, name, region: '', settings: {} }],
    principals: [{ ...principalOf({ id, name, realm }, 'root', name), id, administrator: true }],
  }
}

function newUser({ account, name, administrator }: UserDraft): Principal | Objection {
  const objection = administrator
    ? 'A user becomes an administrator by the policy AdministratorAccess'
    : refusal(user.name, name)
  return objection === undefined ? principalOf(account, 'user', name) : { objection }
}

function newRole({ account, name, trust, sessionSecondsMax }: RoleDraft): Principal | Objection {
  const objection = refusal(role.name, name) ?? refusal(role.maxSessionDuration, sessionSecondsMax)
  if (objection !== undefined) return { objection }
  const assumption = { trust, sessionSecondsMax: role.maxSessionDuration.parse(sessionSecondsMax) }
  return { ...principalOf(account, 'role', name), assumption }
}

/** With an id of its own, 18 digits: whoever had the name before is somebody else. */
function principalOf({ id }: Account, kind: Principal['kind'], name: string): Principal {
  const own = `2${randomText(17, digits)}`
  return { realm, account: id, id: own, kind, name, administrator: false, enabled: true, policies: [], groups: [] }
}

function refusal(schema: z.ZodType, value: unknown): string | undefined {
  return schema.safeParse(value).error?.issues[0]?.message
}
