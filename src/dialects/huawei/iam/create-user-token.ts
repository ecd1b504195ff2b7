import type { Principal, Token } from '../../../store/identity.ts'
import type { Call } from '../call.ts'
import { iamErrors, Refusal } from '../errors.ts'
import { list, oneOf, optional, record, text, withDefault } from '../field.ts'
import { type Answer, operation } from '../operation.ts'
import { realm } from '../project.ts'
import { describeToken } from './describe-token.ts'
import { findScope } from './find-scope.ts'
import { name, reference } from './reference.ts'
import { signIn, type User } from './sign-in.ts'

const malformed = iamErrors.malformed

const identity = record(
  {
    methods: list(oneOf(['password', 'token'], malformed), { min: 1, max: 1 }, malformed),
    password: optional(
      record(
        {
          user: record(
            { id: optional(name), name: optional(name), password: text({ max: 128 }, malformed), domain: reference },
            malformed,
          ),
        },
        malformed,
      ),
    ),
    token: optional(record({ id: text({ max: 8192 }, malformed) }, malformed)),
  },
  malformed,
)

const project = optional(record({ id: optional(name), name: optional(name), domain: reference }, malformed))

export const createUserToken = operation({
  name: 'KeystoneCreateUserTokenByPassword',
  docs: 'Obtaining a User Token Through Password Authentication',
  service: 'iam',
  method: 'POST',
  path: '/v3/auth/tokens',
  anonymous: true,
  access: { level: 'write', resources: '*' },
  query: { nocatalog: withDefault(text({ min: 0, max: 64 }, malformed), '') },
  body: {
    auth: record({ identity, scope: optional(record({ project, domain: reference }, malformed)) }, malformed),
  },
  errors: [
    iamErrors.bodyTooLarge,
    iamErrors.body,
    malformed,
    iamErrors.locked,
    iamErrors.wrongPassword,
    iamErrors.invalidToken,
    iamErrors.unknownScope,
  ],
  async run({ auth: { identity, scope }, nocatalog }, call) {
    const { password, token } = identity
    const [method] = identity.methods
    const proof = method === 'password' ? password && byPassword(call, password.user) : token && byToken(call, token.id)
    const proven = await (proof ?? malformed)
    if (proven instanceof Refusal) return proven
    const { principal, expiresAt } = proven
    const project = await findScope(call, principal, scope)
    if (project instanceof Refusal) return project
    const issued = await call.access.issueToken(principal, identity.methods, { tenant: project?.id, expiresAt })
    return answer(call, issued, nocatalog === '')
  },
})

/** Who has shown who he is; until when at most, if he did so with something that expires. */
interface Proven {
  readonly principal: Principal
  readonly expiresAt?: number
}

async function byPassword(call: Call, user: User): Promise<Proven | Refusal> {
  const principal = await signIn(call, user)
  return principal instanceof Refusal ? principal : { principal }
}

/** A token that is made of another one ends with it: renewing a stolen one gains nothing. */
async function byToken({ access, at }: Call, text: string): Promise<Proven | Refusal> {
  const token = await access.findToken(realm, text)
  return token && token.expiresAt > at ? token : iamErrors.invalidToken
}

async function answer(call: Call, { text, token }: { text: string; token: Token }, catalog: boolean): Promise<Answer> {
  const body = JSON.stringify(await describeToken(call, token, catalog))
  return { status: 201, body, headers: { 'X-Subject-Token': text } }
}
