import { newAccessKeyId } from '../../access-key-id.ts'
import { byToken, findCaller } from '../../authenticate.ts'
import type { Call } from '../../call.ts'
import { list, record } from '../../compound-kinds.ts'
import { iamErrors, invalidMember, missingMember, ownErrors } from '../../errors.ts'
import { type Assumed, assumeAgency } from '../../iam/assume-agency.ts'
import { expiryOf } from '../../iam/expiry-of.ts'
import { microseconds } from '../../iam/microseconds.ts'
import { misplacedPolicy, sessionPolicy } from '../../iam/session-policy.ts'
import { operation } from '../../operation.ts'
import type { Input } from '../../parameter-kind.ts'
import { integer, oneOf, optional, required, text, withDefault } from '../../scalar-kinds.ts'
import { WireError } from '../../wire-error.ts'

const body = iamErrors.body
const missing = {
  auth: missingMember('auth'),
  identity: missingMember('identity'),
  methods: missingMember('methods'),
  assumeRole: missingMember('assume_role'),
  agency: missingMember('agency_name'),
  domain: missingMember('domain_id'),
}
const invalid = {
  methods: invalidMember('methods'),
  duration: invalidMember('duration_seconds'),
  sessionUser: invalidMember('session_user.name'),
  policy: sessionPolicy.error,
  misplacedPolicy: misplacedPolicy.error,
}

const durationDefault = 900
const duration_seconds = withDefault(integer({ min: 900, max: 86_400 }, invalid.duration), durationDefault)
const name = text({ max: 255 }, body)
const sessionName = text(
  {
    max: 32,
    pattern: /^[A-Za-z][\w .-]*$/,
    limits: '1 to 32 letters, digits, blanks and `-_.`, a letter first',
  },
  invalid.sessionUser,
)

const token = { id: optional(text({ max: 8192 }, body)), duration_seconds }
const assumeRole = {
  agency_name: required(name, missing.agency),
  domain_id: optional(name),
  domain_name: optional(name),
  duration_seconds,
  session_user: optional(record({ name: optional(sessionName) }, body)),
}
const identity = {
  methods: required(
    list(oneOf(['token', 'assume_role'], invalid.methods), { min: 1, max: 1 }, invalid.methods),
    missing.methods,
  ),
  token: optional(record(token, body)),
  assume_role: optional(record(assumeRole, body)),
  policy: sessionPolicy,
}
const auth = record({ identity: required(record(identity, body), missing.identity), policy: misplacedPolicy }, body)

/** Both `CreateTemporaryAccessKeyByToken` and `CreateTemporaryAccessKeyByAgency` of the SDKs: one path, two methods. */
export const createTemporaryAccessKey = operation({
  name: 'CreateTemporaryAccessKey',
  docs: 'Obtaining a Temporary Access Key and Security Token Through a Token (or an Agency)',
  service: 'iam-v3.0',
  method: 'POST',
  path: '/v3.0/OS-CREDENTIAL/securitytokens',
  anonymous: true,
  issuesCredentials: true,
  access: { action: 'iam:agencies:assume', level: 'write', resources: 'agency' },
  body: { auth: required(auth, missing.auth) },
  errors: [
    iamErrors.bodyTooLarge,
    body,
    ...Object.values(missing),
    ...Object.values(invalid),
    ownErrors.expiredToken,
    ownErrors.invalidToken,
    iamErrors.expiredSecurityToken,
    ownErrors.forbidden,
    ownErrors.tooManyKeys,
  ],
  async run({ auth: { identity } }, call) {
    const [method] = identity.methods
    const asked = await (method === 'token' ? ofCaller(call, identity.token) : ofAgency(call, identity.assume_role))
    if (asked instanceof WireError) return asked
    const { principal, session, expiresAt } = asked
    const { policy } = identity
    if (policy !== undefined && session.policy !== undefined) return ownErrors.forbidden
    const narrowed = policy === undefined ? session : { ...session, policy }
    const request = { id: newAccessKeyId(), principal, createdAt: call.at, expiresAt, session: narrowed }
    const key = await call.access.createTemporaryKey(request)
    if (key === 'not-found') return ownErrors.invalidToken
    if (key === 'too-many') return ownErrors.tooManyKeys
    call.issuedKeyId = key.id
    const { id: access, secret, securityToken: securitytoken } = key
    return {
      status: 201,
      body: JSON.stringify({ credential: { access, secret, securitytoken, expires_at: microseconds(expiresAt) } }),
    }
  },
})

/** Of whoever shows who he is, with what narrows him already. What the headers show comes before the token of the body. */
async function ofCaller(
  call: Call,
  { id, duration_seconds }: Input<typeof token> = { id: undefined, duration_seconds: durationDefault },
): Promise<Assumed | WireError> {
  const isShown = call.header('x-auth-token') !== undefined || call.header('authorization') !== undefined
  const caller = await (id === undefined || isShown ? findCaller(call) : byToken(call, id))
  if (caller instanceof WireError) return caller
  call.caller = caller
  const { principal, session = {} } = caller
  return { principal, session, expiresAt: expiryOf(call, duration_seconds, caller) }
}

async function ofAgency(call: Call, wanted: Input<typeof assumeRole> | undefined): Promise<Assumed | WireError> {
  if (!wanted) return missing.assumeRole
  const { agency_name, domain_id, domain_name, duration_seconds, session_user } = wanted
  if ((domain_id ?? domain_name) === undefined) return missing.domain
  const agency = {
    name: agency_name,
    domain: { id: domain_id, name: domain_name },
    seconds: duration_seconds,
    sessionName: session_user?.name,
  }
  return assumeAgency(call, agency, { noRight: ownErrors.forbidden, tooLong: invalid.duration })
}
