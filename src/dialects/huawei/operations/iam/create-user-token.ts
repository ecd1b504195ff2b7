import type { Principal, Token } from '../../../../store/identity.ts'
import { type Call, callerOf } from '../../call.ts'
import { list, record } from '../../compound-kinds.ts'
import { iamErrors } from '../../errors.ts'
import { assumeAgency } from '../../iam/assume-agency.ts'
import { describeToken } from '../../iam/describe-token.ts'
import { findScope } from '../../iam/find-scope.ts'
import { domain, name, referenceWith } from '../../iam/reference.ts'
import { signIn, type User } from '../../iam/sign-in.ts'
import { type Answer, operation } from '../../operation.ts'
import type { Input } from '../../parameter-kind.ts'
import { realm } from '../../realm.ts'
import { oneOf, optional, text, withDefault } from '../../scalar-kinds.ts'
import { WireError } from '../../wire-error.ts'

const tokenLifeMs = 24 * 3_600_000

const malformed = iamErrors.malformed
const user = referenceWith({ password: text({ max: 128 }, malformed), domain })
const project = optional(referenceWith({ domain }))

/** `xrole_name` is an older name of `agency_name`. */
const assumeRole = {
  agency_name: optional(name),
  xrole_name: optional(name),
  domain_id: optional(name),
  domain_name: optional(name),
}

const members = {
  methods: list(oneOf(['password', 'token', 'assume_role'], malformed), { min: 1, max: 1 }, malformed),
  password: optional(record({ user }, malformed)),
  token: optional(record({ id: text({ max: 8192 }, malformed) }, malformed)),
  assume_role: optional(record(assumeRole, malformed)),
}
const identity = record(members, malformed)

export const createUserToken = operation({
  name: 'KeystoneCreateUserTokenByPassword',
  docs: 'Obtaining a User Token Through Password Authentication',
  service: 'iam',
  method: 'POST',
  path: '/v3/auth/tokens',
  anonymous: true,
  issuesCredentials: true,
  access: { action: 'iam:agencies:assume', level: 'write', resources: 'agency' },
  query: { nocatalog: withDefault(text({ min: 0, max: 64 }, malformed), '') },
  body: { auth: record({ identity, scope: optional(record({ project, domain }, malformed)) }, malformed) },
  errors: [
    iamErrors.bodyTooLarge,
    iamErrors.body,
    malformed,
    iamErrors.locked,
    iamErrors.busy,
    iamErrors.wrongPassword,
    iamErrors.invalidToken,
    iamErrors.noRight,
    iamErrors.unknownScope,
  ],
  async run({ auth: { identity, scope }, nocatalog }, call) {
    const proven = await (proofOf(call, identity) ?? malformed)
    if (proven instanceof WireError) return proven
    const { principal, session, expiresAt } = proven
    call.caller ??= callerOf(principal, session && { session })
    const project = await findScope(call, principal, scope)
    if (project instanceof WireError) return project
    const { methods } = identity
    const request = { principal, session, methods, tenant: project?.id, issuedAt: call.at, expiresAt }
    return answer(call, await call.access.issueToken(request), nocatalog === '')
  },
})

/** Who has shown who he is, and until when a token of his may live. */
type Proven = Pick<Token, 'principal' | 'session' | 'expiresAt'>

/** Undefined where the body lacks what its method needs. */
function proofOf(call: Call, { methods: [method], password, token, assume_role }: Input<typeof members>) {
  switch (method) {
    case 'password':
      return password && byPassword(call, password.user)
    case 'token':
      return token && byToken(call, token.id)
    default:
      return assume_role && byAgency(call, assume_role)
  }
}

async function byPassword(call: Call, user: User): Promise<Proven | WireError> {
  const principal: Principal | WireError = await signIn(call, user)
  return principal instanceof WireError ? principal : { principal, expiresAt: call.at + tokenLifeMs }
}

/** A token that is made of another one ends with it: renewing a stolen one gains nothing. */
async function byToken({ access, at }: Call, text: string): Promise<Proven | WireError> {
  const token = await access.findToken(realm, text)
  return token && token.expiresAt > at ? token : iamErrors.invalidToken
}

/** It ends with what the caller showed, too. */
async function byAgency(call: Call, wanted: Input<typeof assumeRole>): Promise<Proven | WireError> {
  const { agency_name, xrole_name, domain_id, domain_name } = wanted
  const agency = agency_name ?? xrole_name
  if (agency === undefined || (domain_id ?? domain_name) === undefined) return malformed
  const domain = { id: domain_id, name: domain_name }
  return assumeAgency(call, { name: agency, domain }, { noRight: iamErrors.noRight, tooLong: malformed })
}

async function answer(call: Call, { text, token }: { text: string; token: Token }, catalog: boolean): Promise<Answer> {
  const body = JSON.stringify(await describeToken(call, token, catalog))
  return { status: 201, body, headers: { 'X-Subject-Token': text } }
}
