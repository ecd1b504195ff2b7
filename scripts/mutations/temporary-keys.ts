import { type Mutation, mutationsIn } from './mutation.ts'

const alibaba = 'src/dialects/alibaba'
const huawei = 'src/dialects/huawei'
const roles = [
  `${alibaba}/assume-role.test.ts`,
  `${alibaba}/temporary-keys.test.ts`,
  `${alibaba}/authorize.property.test.ts`,
]
const agencies = [
  `${huawei}/temporary-keys.test.ts`,
  `${huawei}/operations/iam/create-temporary-access-key.test.ts`,
  `${huawei}/authorization`,
  `${huawei}/authorize.property.test.ts`,
]

/** Roles, agencies and the keys that they are assumed with. */
export const temporaryKeys: readonly Mutation[] = [
  ...mutationsIn(`${alibaba}/steps.ts`, roles, [
    [
      'a permanent key goes with no token',
      'securityToken === undefined ? undefined : gatewayErrors.tokenMismatch',
      'undefined',
    ],
    ['a token is that of its key', 'if (!access.isTokenOf(temporary, securityToken))', 'if (false)'],
    ['a temporary key expires', 'return temporary.expiresAt > at ? undefined', 'return true ? undefined'],
    [
      'a session is the caller’s',
      'actor: actorOf(principal, session), session }',
      'actor: actorOf(principal, session) }',
    ],
  ]),
  ...mutationsIn(`${alibaba}/operations/assume-role.ts`, roles, [
    [
      'the account itself assumes no role',
      "caller.principal.kind === 'root' ? stsErrors.calledByAccount",
      'false ? stsErrors.calledByAccount',
    ],
    ['a role is assumed by whom it trusts', 'if (denial) return denial', ''],
    [
      'a session is no longer than the role allows',
      'DurationSeconds > (role.assumption?.sessionSecondsMax ?? 0)',
      'false',
    ],
    ['a source identity is not changed', 'SourceIdentity !== before', 'false'],
    ['the policy of a session narrows it', '...(Policy !== undefined && { policy: JSON.parse(Policy) }),', ''],
  ]),
  ...mutationsIn(`${alibaba}/policy/trust-layer.ts`, roles, [
    ['a role that is not enabled is assumed by nobody', '!assumption || !enabled', '!assumption'],
  ]),
  ...mutationsIn(`${alibaba}/authorize.ts`, roles, [
    ['a condition on a role is not on its session', 'return session ? actorOf(principal) : actor', 'return actor'],
    [
      'a trust policy is about the caller',
      'const principals = ramPrincipals(call.caller.principal)',
      'const principals = ramPrincipals(role)',
    ],
  ]),
  ...mutationsIn(`${huawei}/authenticate.ts`, agencies, [
    [
      'a permanent key goes with no token',
      'text === undefined ? callerOf(principal) : gatewayErrors.foreignSecurityToken',
      'callerOf(principal)',
    ],
    [
      'a temporary key goes with a token',
      'if (text === undefined) return gatewayErrors.noSecurityToken',
      'if (text === undefined) return callerOf(principal)',
    ],
    ['a token is that of its key', 'if (!call.access.isTokenOf(temporary, text))', 'if (false)'],
    ['a temporary key expires', 'return expiresAt > call.at\n', 'return expiresAt > 0\n'],
    ['a session is the caller’s', 'callerOf(principal, { session, expiresAt })', 'callerOf(principal, { expiresAt })'],
    ['the session of a token is the caller’s', '{ token, session, expiresAt }', '{ token, expiresAt }'],
  ]),
  ...mutationsIn(`${huawei}/iam/assume-agency.ts`, agencies, [
    ['an agency assumes no other', "if (kind === 'role') return noRight", ''],
    ['who may not assume an agency is denied', 'if (denial) return denial', ''],
    ['an agency that is not enabled is assumed by nobody', 'principal?.enabled ?', 'principal ?'],
    ['an agency is assumed no longer than it allows', 'if (seconds > assumption.sessionSecondsMax) return tooLong', ''],
  ]),
  ...mutationsIn(`${huawei}/iam/agency-trust.ts`, agencies, [
    ['an agency is assumed by the domain that it trusts', 'trust?.trust_domain_id === domainId', 'true'],
  ]),
  ...mutationsIn(`${huawei}/iam/expiry-of.ts`, agencies, [
    [
      'credentials end with those that they are made with',
      'Math.min(at + seconds * 1000, expiresAt ?? Number.POSITIVE_INFINITY)',
      'at + seconds * 1000',
    ],
  ]),
  ...mutationsIn(`${huawei}/operations/iam/create-temporary-access-key.ts`, agencies, [
    [
      'a session that is narrowed is not narrowed anew',
      'if (policy !== undefined && session.policy !== undefined) return ownErrors.forbidden',
      '',
    ],
    ['the policy of a session narrows it', 'policy === undefined ? session : { ...session, policy }', 'session'],
  ]),
]
