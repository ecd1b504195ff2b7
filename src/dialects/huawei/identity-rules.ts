import type { z } from 'zod'
import type { Account, Principal, Tenant } from '../../store/identity.ts'
import type { Json } from '../../store/instance.ts'
import type {
  AccountContents,
  AccountDraft,
  HolderKind,
  IdentityRules,
  Named,
  Objection,
  ProjectDraft,
  RoleDraft,
  UserDraft,
} from '../identity-rules.ts'
import { randomText } from '../random-text.ts'
import { newAccessKeyId } from './access-key-id.ts'
import { trustIn } from './iam/agency-trust.ts'
import { permissionRules } from './permission-rules.ts'
import { iamPolicies } from './policy/iam-policies.ts'
import { regionOfProject } from './project.ts'
import { realm } from './realm.ts'
import { accessKeysPerUserMax, seedSchema } from './seed-schema.ts'

const kindNames = { root: 'root', user: 'user', group: 'group', role: 'agency' } satisfies Record<HolderKind, string>

/** IAM: domains with projects, users, groups and agencies. Names may be what they may be in a seed file. */
export const identityRules: IdentityRules = {
  kindNames,
  keysMax: { root: 0, user: accessKeysPerUserMax, role: 0 },
  attachable: iamPolicies,
  trust: { takes: 'the domain that may assume the agency, by name or id', inNamed: trustInDomain },
  passwordObjection,
  fullName: ({ account, kind, name }) => `iam::${account}:${kindNames[kind]}:${name}`,
  readName,
  newKeyId: newAccessKeyId,
  newAccount,
  newProject,
  newUser,
  newRole,
  groupNameObjection: (name) => refusal(group.name, name),
  permissions: permissionRules,
}

const domain = seedSchema.shape.domains.unwrap().element.shape
const project = domain.projects.unwrap().element
const user = domain.users.unwrap().element.shape
const group = domain.groups.unwrap().element.shape
const agency = domain.agencies.unwrap().element.shape

const ownName = /^iam::(?<account>[^:]+):(?<kind>user|group|agency):(?<name>.+)$/s
const sessionName = /^sts::(?<account>[^:]+):assumed-agency:(?<name>[^/]+)\//s

function readName(text: string): Named | undefined {
  const { account, kind, name } = (ownName.exec(text) ?? sessionName.exec(text))?.groups ?? {}
  if (account === undefined || name === undefined) return undefined
  return { account, kind: kind === 'user' || kind === 'group' ? kind : 'role', name }
}

/** The shortest that IAM takes unless a domain's password policy says more, and the longest that a seed file may have. */
const passwordLength = { min: 8, max: 128 }

function passwordObjection({ length }: string): string | undefined {
  const { min, max } = passwordLength
  return length >= min && length <= max ? undefined : `Choose a password of ${min} to ${max} characters`
}

function newAccount({ id = newId(), name, projects }: AccountDraft): AccountContents | Objection {
  const objection = refusal(domain.id, id) ?? refusal(domain.name, name)
  if (objection !== undefined) return { objection }
  const account = { realm, id, name }
  const tenants: Tenant[] = []
  for (const each of projects) {
    const tenant = newProject({ account, name: each, settings: {} })
    if ('objection' in tenant) return tenant
    tenants.push(tenant)
  }
  return { account, tenants, principals: [] }
}

function newProject({ account, name, id = newId(), settings }: ProjectDraft): Tenant | Objection {
  const objection = refusal(project, { ...settings, id, name })
  if (objection !== undefined) return { objection }
  return { realm, id, account: account.id, name, region: regionOfProject(name), settings }
}

function newUser({ account, name, administrator }: UserDraft): Principal | Objection {
  const objection = refusal(user.name, name)
  return objection === undefined ? { ...principalOf(account, 'user', name), administrator } : { objection }
}

function newRole({ account, name, trust, sessionSecondsMax }: RoleDraft): Principal | Objection {
  const objection = refusal(agency.name, name) ?? refusal(agency.duration, sessionSecondsMax)
  if (objection !== undefined) return { objection }
  const assumption = { trust, sessionSecondsMax: agency.duration.parse(sessionSecondsMax) }
  return { ...principalOf(account, 'role', name), assumption }
}

function trustInDomain(text: string, accounts: readonly Account[]): { readonly trust: Json } | Objection {
  const trusted = accounts.find(({ id, name }) => id === text || name === text)
  if (!trusted) return { objection: `There is no domain "${text}"` }
  return { trust: { ...trustIn(trusted) } }
}

/** With an id of its own: whoever had the name before is somebody else. */
function principalOf({ id }: Account, kind: Principal['kind'], name: string): Principal {
  const own = newId()
  return { realm, account: id, id: own, kind, name, administrator: false, enabled: true, policies: [], groups: [] }
}

function newId(): string {
  return randomText(32, '0123456789abcdef')
}

function refusal(schema: z.ZodType, value: unknown): string | undefined {
  const [issue] = schema.safeParse(value).error?.issues ?? []
  return issue && [...issue.path.map(String), issue.message].join(': ')
}
