/** Who calls: users and a role of one account, and a user of another; all may call AssumeRole on any role. */
export const trustCallers = {
  ops: { account: '1234567890123456', kind: 'user', name: 'ops' },
  opsy: { account: '1234567890123456', kind: 'user', name: 'opsy' },
  role: { account: '1234567890123456', kind: 'role', name: 'ops' },
  foreigner: { account: '9999999999999999', kind: 'user', name: 'ops' },
} as const

/** A rule of trust policies, in one call of AssumeRole from 127.0.0.1 over plain HTTP. */
export interface TrustRow {
  readonly rule: string
  readonly expected: 'allow' | 'explicit-deny' | 'implicit-deny'
  readonly caller: keyof typeof trustCallers
  /** Each is an Allow of `sts:AssumeRole`, unless it says otherwise. */
  readonly statements: readonly object[]
  readonly externalId?: string
}

/** The trust policy of a row. */
export function trustPolicy(statements: readonly object[]): object {
  const Statement = statements.map((one) => ({
    Effect: 'Allow',
    ...('NotAction' in one ? {} : { Action: 'sts:AssumeRole' }),
    ...one,
  }))
  return { Version: '1', Statement }
}

const account = { Principal: { RAM: ['acs:ram::1234567890123456:root'] } }
const user = { Principal: { RAM: ['acs:ram::1234567890123456:user/ops'] } }
const role = { Principal: { RAM: ['acs:ram::1234567890123456:role/ops'] } }
const otherAccount = { Principal: { RAM: ['acs:ram::9999999999999999:root'] } }
const service = { Principal: { Service: ['ecs.aliyuncs.com'] } }
const idp = { Principal: { Federated: ['acs:ram::1234567890123456:saml-provider/idp'] } }

function under(operator: string, key: string, value: string): object {
  return { ...account, Condition: { [operator]: { [key]: value } } }
}

const withExternalId = under('StringEquals', 'sts:ExternalId', 'abc')
const anyAction = { NotAction: 'sts:SetSourceIdentity' }

function row(
  rule: string,
  expected: TrustRow['expected'],
  caller: TrustRow['caller'],
  statements: readonly object[],
  externalId?: string,
): TrustRow {
  return { rule, expected, caller, statements, ...(externalId !== undefined && { externalId }) }
}

/** Whom a trust policy lets assume its role. @see RAM documentation, "Modify the trust policy of a RAM role" */
export const trustRows: readonly TrustRow[] = [
  row('trust in an account is trust in its users', 'allow', 'ops', [account]),
  row('and in its roles', 'allow', 'role', [account]),
  row('not in those of another account', 'implicit-deny', 'foreigner', [account]),
  row('trust in another account is trust in its users', 'allow', 'foreigner', [otherAccount]),
  row('and not in the own', 'implicit-deny', 'ops', [otherAccount]),
  row('trust in a user', 'allow', 'ops', [user]),
  row('is not trust in another', 'implicit-deny', 'opsy', [user]),
  row('nor in a role of his name', 'implicit-deny', 'role', [user]),
  row('nor in his namesake of another account', 'implicit-deny', 'foreigner', [user]),
  row('trust in a role', 'allow', 'role', [role]),
  row('is not trust in a user of its name', 'implicit-deny', 'ops', [role]),
  row('one of several principals is enough', 'allow', 'opsy', [
    { Principal: { RAM: [...user.Principal.RAM, 'acs:ram::1234567890123456:user/opsy'] } },
  ]),
  row('trust in a service is not trust in a user', 'implicit-deny', 'ops', [service]),
  row('nor is trust in an identity provider', 'implicit-deny', 'ops', [idp]),
  row('a Deny is no trust', 'explicit-deny', 'ops', [{ ...account, Effect: 'Deny' }]),
  row('a Deny of one user wins over trust in his account', 'explicit-deny', 'ops', [
    account,
    { ...user, Effect: 'Deny' },
  ]),
  row('and leaves the others', 'allow', 'opsy', [account, { ...user, Effect: 'Deny' }]),
  row('trust for another action is none', 'implicit-deny', 'ops', [{ ...account, Action: 'sts:SetSourceIdentity' }]),
  row('trust for every action', 'allow', 'ops', [{ ...account, Action: '*' }]),
  row('trust for all but another action', 'allow', 'ops', [{ ...account, ...anyAction }]),
  row('the external id that is asked for', 'allow', 'ops', [withExternalId], 'abc'),
  row('another external id', 'implicit-deny', 'ops', [withExternalId], 'abd'),
  row('an external id in another letter case', 'implicit-deny', 'ops', [withExternalId], 'ABC'),
  row('an external id that is missing', 'implicit-deny', 'ops', [withExternalId]),
  row('an external id that nobody asked for', 'allow', 'ops', [account], 'abc'),
  row(
    'a Deny of any other external id',
    'explicit-deny',
    'ops',
    [account, { ...under('StringNotEquals', 'sts:ExternalId', 'abc'), Effect: 'Deny' }],
    'abd',
  ),
  row('the address that is asked for', 'allow', 'ops', [under('IpAddress', 'acs:SourceIp', '127.0.0.0/8')]),
  row('another address', 'implicit-deny', 'ops', [under('IpAddress', 'acs:SourceIp', '10.0.0.0/8')]),
  row('a connection that is not encrypted', 'implicit-deny', 'ops', [under('Bool', 'acs:SecureTransport', 'true')]),
]
