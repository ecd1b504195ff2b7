import assert from 'node:assert/strict'
import type { TemporaryCredentials } from '../../../access/access.ts'
import type { Principal, Session } from '../../../store/identity.ts'
import type { WireError } from '../../wire-error.ts'
import { parseRoleArn, principalIdOf } from '../actor.ts'
import { denialByTrust } from '../authorize.ts'
import type { Call } from '../call.ts'
import { gatewayErrors } from '../errors.ts'
import { sessionSecondsDefault, sessionSecondsMax, sessionSecondsMin } from '../limits.ts'
import { type Members, operation } from '../operation.ts'
import type { Input } from '../parameter-kind.ts'
import { sessionPolicy } from '../policy-kind.ts'
import { sts } from '../products.ts'
import { realm } from '../realm.ts'
import { integer, requiredTextOf, text } from '../scalar-kinds.ts'
import { stsErrors } from '../sts-errors.ts'
import { externalId, roleArn, roleSessionName, sourceIdentity } from '../sts-shapes.ts'
import { newTemporaryKeyId } from '../temporary-key-id.ts'
import { formatTimestamp } from '../timestamp.ts'

const parameters = {
  RoleArn: requiredTextOf(roleArn, stsErrors.roleArn),
  RoleSessionName: requiredTextOf(roleSessionName, stsErrors.roleSessionName),
  DurationSeconds: integer(sessionSecondsMin, sessionSecondsMax, stsErrors.duration),
  Policy: sessionPolicy,
  ExternalId: text(externalId, stsErrors.externalId),
  SourceIdentity: text(sourceIdentity, stsErrors.sourceIdentity),
}

type Request = Input<typeof parameters>

/** Gives temporary credentials of a role to who may assume it, and whom the role trusts. */
export const assumeRole = operation({
  name: 'AssumeRole',
  product: sts,
  docs: 'https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerole',
  issuesCredentials: true,
  access: { action: 'sts:AssumeRole', level: 'read', resources: '{RoleArn}' },
  parameters,
  errors: [
    stsErrors.roleArn,
    stsErrors.roleSessionName,
    stsErrors.duration,
    stsErrors.policyGrammar,
    stsErrors.policySize,
    stsErrors.externalId,
    stsErrors.sourceIdentity,
    sts.denial,
    stsErrors.calledByAccount,
    stsErrors.roleNotFound('{RoleArn}'),
    gatewayErrors.throttlingUser,
  ],
  checks: [
    (_, { caller }) => (caller.principal.kind === 'root' ? stsErrors.calledByAccount : undefined),
    checkSourceIdentity,
  ],
  ownFacts: (request, call) => ({
    externalId: request.ExternalId,
    sourceIdentity: sourceIdentityOf(request, call),
  }),
  async run(request, call) {
    const { RoleArn, DurationSeconds = sessionSecondsDefault } = request
    const role = await findRole(RoleArn, call)
    // Of another account, a role that is not there answers like one that does not trust the caller.
    if (!role && parseRoleArn(RoleArn)?.account === call.account) return stsErrors.roleNotFound(RoleArn)
    const denial = denialByTrust(call, role, RoleArn)
    if (denial) return denial
    assert(role, 'Nobody is trusted by a role that is not there')
    if (DurationSeconds > (role.assumption?.sessionSecondsMax ?? 0)) return stsErrors.duration
    return issue(request, call, role, DurationSeconds)
  },
})

/** Set once in a chain of roles, and then the same in all sessions of it. */
function checkSourceIdentity({ SourceIdentity }: Request, { caller }: Call): WireError | undefined {
  const before = caller.session?.sourceIdentity
  const isOther = before !== undefined && SourceIdentity !== undefined && SourceIdentity !== before
  return isOther ? stsErrors.sourceIdentity : undefined
}

function sourceIdentityOf({ SourceIdentity }: Request, { caller }: Call): string | undefined {
  return caller.session?.sourceIdentity ?? SourceIdentity
}

async function findRole(arn: string, { store }: Call): Promise<Principal | undefined> {
  const role = parseRoleArn(arn)
  return role && store.findPrincipal({ realm, kind: 'role', ...role })
}

async function issue(
  request: Request,
  call: Call,
  principal: Principal,
  seconds: number,
): Promise<Members | WireError> {
  const session = sessionOf(request, call)
  const expiresAt = call.at + seconds * 1000
  const key = { id: newTemporaryKeyId(), principal, createdAt: call.at, expiresAt, session }
  const credentials = await call.access.createTemporaryKey(key)
  if (credentials === 'not-found') return stsErrors.roleNotFound(request.RoleArn)
  if (credentials === 'too-many') return gatewayErrors.throttlingUser
  call.issuedKeyId = credentials.id
  return {
    AssumedRoleUser: {
      Arn: `${request.RoleArn}/${request.RoleSessionName}`,
      AssumedRoleId: principalIdOf(principal, session),
    },
    Credentials: members(credentials, expiresAt),
    ...(request.SourceIdentity !== undefined && { SourceIdentity: request.SourceIdentity }),
  }
}

function sessionOf(request: Request, call: Call): Session {
  const { RoleSessionName: name, Policy } = request
  const { account, id, name: callerName } = call.caller.principal
  const assumedBy = call.caller.session?.assumedBy ?? { account, id, name: callerName }
  const sourceIdentity = sourceIdentityOf(request, call)
  return {
    name,
    assumedBy,
    ...(sourceIdentity !== undefined && { sourceIdentity }),
    ...(Policy !== undefined && { policy: JSON.parse(Policy) }),
  }
}

function members({ id, secret, securityToken }: TemporaryCredentials, expiresAt: number): Members {
  return {
    AccessKeyId: id,
    AccessKeySecret: secret,
    SecurityToken: securityToken,
    Expiration: formatTimestamp(expiresAt),
  }
}
