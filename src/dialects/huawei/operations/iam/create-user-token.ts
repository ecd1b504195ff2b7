import type { Principal, Token } from '../../../../store/identity.ts'
import { type Call, callerOf } from '../../call.ts'
import { list, record } from '../../compound-kinds.ts'
import { iamErrors } from '../../errors.ts'
import { describeToken } from '../../iam/describe-token.ts'
import { findScope } from '../../iam/find-scope.ts'
import { domain, referenceWith } from '../../iam/reference.ts'
import { signIn, type User } from '../../iam/sign-in.ts'
import { type Answer, operation } from '../../operation.ts'
import { realm } from '../../realm.ts'
import { oneOf, optional, text, withDefault } from '../../scalar-kinds.ts'
import { WireError } from '../../wire-error.ts'

const tokenLifeMs = 24 * 3_600_000

const malformed = iamErrors.malformed
const user = referenceWith({ password: text({ max: 128 }, malformed), domain })
const project = optional(referenceWith({ domain }))

const identity = record(
  {
    methods: list(oneOf(['password', 'token'], malformed), { min: 1, max: 1 }, malformed),
    password: optional(record({ user }, malformed)),
    token: optional(record({ id: text({ max: 8192 }, malformed) }, malformed)),
  },
  malformed,
)

export const createUserToken = operation({
  name: 'KeystoneCreateUserTokenByPassword',
  docs: 'Obtaining a User Token Through Password Authentication',
  service: 'iam',
  method: 'POST',
  path: '/v3/auth/tokens',
  anonymous: true,
  access: { level: 'write', resources: '*' },
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
    iamErrors.unknownScope,
  ],
  async run({ auth: { identity, scope }, nocatalog }, call) {
    const { password, token } = identity
    const [method] = identity.methods
    const proof = method === 'password' ? password && byPassword(call, password.user) : token && byToken(call, token.id)
    const proven = await (proof ?? malformed)
    if (proven instanceof WireError) return proven
    const { principal, expiresAt } = proven
    call.caller = callerOf(principal)
    const project = await findScope(call, principal, scope)
    if (project instanceof WireError) return project
    const request = { principal, methods: identity.methods, tenant: project?.id, issuedAt: call.at, expiresAt }
    return answer(call, await call.access.issueToken(request), nocatalog === '')
  },
})

/** Who has shown who he is, and until when a token of his may live. */
type Proven = Pick<Token, 'principal' | 'expiresAt'>

async function byPassword(call: Call, user: User): Promise<Proven | WireError> {
  const principal: Principal | WireError = await signIn(call, user)
  return principal instanceof WireError ? principal : { principal, expiresAt: call.at + tokenLifeMs }
}

/** A token that is made of another one ends with it: renewing a stolen one gains nothing. */
async function byToken({ access, at }: Call, text: string): Promise<Proven | WireError> {
  const token = await access.findToken(realm, text)
  return token && token.expiresAt > at ? token : iamErrors.invalidToken
}

async function answer(call: Call, { text, token }: { text: string; token: Token }, catalog: boolean): Promise<Answer> {
  const body = JSON.stringify(await describeToken(call, token, catalog))
  return { status: 201, body, headers: { 'X-Subject-Token': text } }
}
