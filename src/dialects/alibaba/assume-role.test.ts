import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allow, allowBut, deny } from './policy/decision-table/decision-row.fixture.ts'
import { type TrustRow, trustCallers, trustPolicy, trustRows } from './policy/decision-table/trust.fixture.ts'
import { assume, roleRequest, type Served, serve, trusting } from './served.fixture.ts'
import type { Signer, Texts } from './signed-v1.fixture.ts'

const at = Date.UTC(2026, 0, 31, 8)
const { account } = trustCallers.ops
const otherAccount = trustCallers.foreigner.account
const arnOf = (role: string, of: string = account) => `acs:ram::${of}:role/${role}`
const keyOf = (id: string): Signer => ({ id, secret: 'secret' })
const trust = trusting([`acs:ram::${account}:root`, `acs:ram::${otherAccount}:root`])
const mayAssume = ['AliyunSTSAssumeRoleAccess']
const oneRole = allow('sts:AssumeRole', arnOf('reader'))
const reader = { name: 'reader', id: '300', trust, policies: ['AliyunKvstoreReadOnlyAccess'], maxSessionDuration: 7200 }

function userOf(name: string, policies: readonly (string | object)[]) {
  return { name, accessKeys: [keyOf(name)], policies }
}

/** Two accounts, and the role `target` with the trust policy of a row. */
function world(statements: readonly object[] = []) {
  const target = statements.length === 0 ? {} : { trust: trustPolicy(statements) }
  const instances = [{ id: 'r-bp1sts0000000001', region: 'cn-hangzhou', name: 'cache' }]
  const users = [
    userOf('ops', mayAssume),
    userOf('opsy', mayAssume),
    userOf('guest', []),
    userOf('one', [oneRole]),
    userOf('all-but', [allowBut('sts:AssumeRole')]),
    userOf('denied', [...mayAssume, deny('sts:AssumeRole', arnOf('reader'))]),
    userOf('partner', [allow('sts:AssumeRole', '*', { StringEquals: { 'sts:ExternalId': 'abc' } })]),
  ]
  const roles = [
    reader,
    { name: 'ops', trust, policies: mayAssume },
    { name: 'target', policies: [], ...target },
    { name: 'admin', trust, policies: ['AdministratorAccess'] },
    { name: 'named', trust, policies: [allow('*', '*', { StringEquals: { 'acs:PrincipalARN': arnOf('named') } })] },
    { name: 'sourced', trust: trusting(`acs:ram::${account}:root`, { StringLike: { 'sts:SourceIdentity': 'a*' } }) },
  ]
  return [
    { id: account, accessKeys: [keyOf('root')], users, roles, instances },
    { id: otherAccount, users: [{ ...userOf('ops', mayAssume), accessKeys: [keyOf('foreigner')] }] },
  ]
}

let served: Served
beforeAll(async () => {
  served = await serve(world(), at)
})
afterAll(() => served[Symbol.asyncDispose]())

function request(by: string, role: string, more: Texts = {}) {
  return served.call('AssumeRole', roleRequest(arnOf(role), more), keyOf(by))
}

const whoIs = (signer: Signer) => served.call('GetCallerIdentity', { Version: '2015-04-01' }, signer)
const describeTags = (signer: Signer) => served.call('DescribeTags', { RegionId: 'cn-hangzhou' }, signer)
const twoStatements = ['Deny', 'Allow']
  .map((Effect) => `"Statement":[{"Effect":"${Effect}","Action":"*","Resource":"*"}]`)
  .join()
const endless = ',"Condition":{"StringEquals":{"acs:x":1e400}}}]'
const grammar = { status: 400, Code: 'InvalidParameter.PolicyGrammar' }

test('gives credentials of the role, good until they expire', async () => {
  expect(await request('ops', 'reader')).toEqual({
    status: 200,
    RequestId: expect.any(String),
    AssumedRoleUser: { Arn: `${arnOf('reader')}/alice`, AssumedRoleId: '300:alice' },
    Credentials: {
      AccessKeyId: expect.stringMatching(/^STS\.[A-Za-z0-9]{25}$/),
      AccessKeySecret: expect.stringMatching(/^\S{40}$/),
      SecurityToken: expect.stringMatching(/^\S{64}$/),
      Expiration: '2026-01-31T09:00:00Z',
    },
  })
})

test('who has them is the session', async () => {
  const credentials = await assume(served, keyOf('ops'), arnOf('reader'))
  expect(await whoIs(credentials)).toMatchObject({
    AccountId: account,
    Arn: `acs:ram::${account}:assumed-role/reader/alice`,
    PrincipalId: '300:alice',
    IdentityType: 'AssumedRoleUser',
    RoleId: '300',
  })
  expect(await describeTags(credentials)).toMatchObject({ status: 200 })
  const untag = { RegionId: 'cn-hangzhou', ResourceType: 'INSTANCE', 'ResourceId.1': 'r-bp1sts0000000001', All: 'true' }
  expect(await served.call('UntagResources', untag, credentials)).toMatchObject({
    Code: 'Forbidden.RAM',
    AccessDeniedDetail: {
      AuthPrincipalType: 'AssumedRoleUser',
      AuthPrincipalDisplayName: 'reader:alice',
      AuthPrincipalOwnerId: account,
      PolicyType: 'AccountLevelIdentityBasedPolicy',
    },
  })
})

test('the change log names the session', async () => {
  const credentials = await assume(served, keyOf('ops'), arnOf('admin'))
  const target = { RegionId: 'cn-hangzhou', ResourceType: 'INSTANCE', 'ResourceId.1': 'r-bp1sts0000000001' }
  expect(await served.call('TagResources', { ...target, 'Tag.1.Key': 'a' }, credentials)).toMatchObject({ status: 200 })
  const log = await served.store.readChanges(account, 0, 100)
  expect(log.at(-1)?.actor).toBe(`acs:ram::${account}:assumed-role/admin/alice`)
})

test('acs:PrincipalARN is the role, whatever its session is called', async () => {
  expect(await describeTags(await assume(served, keyOf('ops'), arnOf('named')))).toMatchObject({ status: 200 })
})

test('a role tells its session who assumed it first, also down a chain', async () => {
  const first = await assume(served, keyOf('ops'), arnOf('reader'))
  const key = await served.store.findAccessKey('alibaba', first.id)
  expect(key?.temporary?.session.assumedBy).toMatchObject({ account, name: 'ops' })
})

test('two sessions of a role are two', async () => {
  const [first, second] = [
    await assume(served, keyOf('ops'), arnOf('reader'), { RoleSessionName: 'one' }),
    await assume(served, keyOf('ops'), arnOf('reader'), { RoleSessionName: 'two' }),
  ]
  expect(first.id).not.toBe(second.id)
  expect(await whoIs(first)).toMatchObject({ PrincipalId: '300:one' })
  expect(await whoIs(second)).toMatchObject({ PrincipalId: '300:two' })
})

describe('refuses', () => {
  const noPermission = { status: 403, Code: 'NoPermission' }
  const wronglyFormed = (name: string) => ({
    status: 400,
    Code: `InvalidParameter.${name}`,
    Message: `The parameter ${name} is wrongly formed.`,
  })
  const duration = {
    status: 400,
    Code: 'InvalidParameter.DurationSeconds',
    Message: 'The Min/Max value of DurationSeconds is 15min/1hr.',
  }

  test.each<[what: string, more: Texts, expected: object]>([
    ['no role', { RoleArn: undefined }, { Code: 'MissingRoleArn', Message: 'RoleArn is mandatory for this action.' }],
    ['an empty role', { RoleArn: '' }, wronglyFormed('RoleArn')],
    ['the name of a role', { RoleArn: 'reader' }, wronglyFormed('RoleArn')],
    ['the ARN of a user', { RoleArn: `acs:ram::${account}:user/ops` }, wronglyFormed('RoleArn')],
    ['the ARN of no account', { RoleArn: 'acs:ram::acme:role/reader' }, wronglyFormed('RoleArn')],
    ['the ARN of a session', { RoleArn: `${arnOf('reader')}/alice` }, wronglyFormed('RoleArn')],
    ['an ARN and a line feed', { RoleArn: `${arnOf('reader')}\n` }, wronglyFormed('RoleArn')],
    ['an ARN with a name of 65 letters', { RoleArn: arnOf('r'.repeat(65)) }, wronglyFormed('RoleArn')],
    ['no session name', { RoleSessionName: undefined }, { Code: 'MissingRoleSessionName' }],
    ['a session name of one letter', { RoleSessionName: 'a' }, wronglyFormed('RoleSessionName')],
    ['a session name of 65 letters', { RoleSessionName: 'a'.repeat(65) }, wronglyFormed('RoleSessionName')],
    ['a session name with a blank', { RoleSessionName: 'a b' }, wronglyFormed('RoleSessionName')],
    ['a session name with a slash', { RoleSessionName: 'a/b' }, wronglyFormed('RoleSessionName')],
    ['a session name that is no ASCII', { RoleSessionName: '爱丽丝' }, wronglyFormed('RoleSessionName')],
    ['899 seconds', { DurationSeconds: '899' }, duration],
    ['43201 seconds', { DurationSeconds: '43201' }, duration],
    ['a second more than the role allows', { DurationSeconds: '7201' }, duration],
    ['a duration in words', { DurationSeconds: 'an hour' }, duration],
    ['a fraction', { DurationSeconds: '900.5' }, duration],
    ['a policy that is no JSON', { Policy: 'everything' }, grammar],
    ['a policy that is null', { Policy: 'null' }, grammar],
    ['a policy of lists in lists', { Policy: '['.repeat(2048) }, grammar],
    ['a policy with a member twice', { Policy: `{"Version":"1",${twoStatements}}` }, grammar],
    ['a policy with an endless number', { Policy: JSON.stringify(allow('*')).replace('}]', endless) }, grammar],
    ['a policy of another version', { Policy: JSON.stringify({ ...allow('*'), Version: '2' }) }, grammar],
    ['a policy with a principal', { Policy: JSON.stringify(trust) }, grammar],
    ['a policy with a prototype key', { Policy: '{"__proto__":{},"Version":"1","Statement":[]}' }, grammar],
    [
      'a policy of 2049 characters',
      { Policy: JSON.stringify(allow('*')).padEnd(2049) },
      { Code: 'InvalidParameter.PolicySize', Message: 'The size of Policy must be smaller than 2048 bytes.' },
    ],
    ['an external id of one letter', { ExternalId: 'a' }, wronglyFormed('ExternalId')],
    ['an external id of 1225 letters', { ExternalId: 'a'.repeat(1225) }, wronglyFormed('ExternalId')],
    ['an external id with a blank', { ExternalId: 'a b' }, wronglyFormed('ExternalId')],
    ['a source identity with a colon', { SourceIdentity: 'acs:a' }, wronglyFormed('SourceIdentity')],
    [
      'a role that does not exist',
      { RoleArn: arnOf('nobody') },
      { status: 404, Code: 'EntityNotExist.Role', Message: `The role not exists: ${arnOf('nobody')}.` },
    ],
    ['a role that another account does not have', { RoleArn: arnOf('reader', '1') }, noPermission],
    ['a user’s name as a role', { RoleArn: arnOf('guest') }, { Code: 'EntityNotExist.Role' }],
  ])('%s', async (_what, more, expected) => {
    expect(await request('ops', 'reader', more)).toMatchObject(expected)
  })

  test('the account itself', async () => {
    const Message = 'Roles may not be assumed by root accounts.'
    expect(await request('root', 'reader')).toMatchObject({ ...noPermission, Message })
  })

  test.each([
    ['who has no permission', 'guest', 'reader', 'ImplicitDeny'],
    ['who has permission on another role', 'one', 'admin', 'ImplicitDeny'],
    ['who may do all else', 'all-but', 'reader', 'ImplicitDeny'],
    ['who is denied it', 'denied', 'reader', 'ExplicitDeny'],
  ])('%s', async (_who, by, role, NoPermissionType) => {
    expect(await request(by, role)).toMatchObject({
      ...noPermission,
      Message: 'You are not authorized to do this action. You should be authorized by RAM.',
      AccessDeniedDetail: {
        AuthAction: 'sts:AssumeRole',
        NoPermissionType,
        PolicyType: 'AccountLevelIdentityBasedPolicy',
      },
    })
  })

  test('who has no permission is not told which roles there are', async () => {
    expect(await request('guest', 'nobody')).toMatchObject(noPermission)
  })

  test('anybody, where a role says nothing of trust', async () => {
    expect(await request('ops', 'target')).toMatchObject({
      ...noPermission,
      AccessDeniedDetail: { NoPermissionType: 'ImplicitDeny', PolicyType: 'AssumeRolePolicy' },
    })
  })

  test('an external id that the policy of the caller does not allow', async () => {
    expect(await request('partner', 'reader', { ExternalId: 'abd' })).toMatchObject(noPermission)
    expect(await request('partner', 'reader', { ExternalId: 'abc' })).toMatchObject({ status: 200 })
  })
})

/** Each line is wrong in one more way than the line below it; the first fault is the one that is answered. */
const faults: readonly (readonly [Texts, string])[] = [
  [{ RoleArn: 'reader' }, 'InvalidParameter.RoleArn'],
  [{ RoleSessionName: 'a' }, 'InvalidParameter.RoleSessionName'],
  [{ DurationSeconds: '1' }, 'InvalidParameter.DurationSeconds'],
  [{ Policy: '{}'.padEnd(3000) }, 'InvalidParameter.PolicySize'],
  [{ Policy: '{}' }, 'InvalidParameter.PolicyGrammar'],
  [{ ExternalId: '!' }, 'InvalidParameter.ExternalId'],
  [{ AccessKeyId: 'root' }, 'NoPermission'],
  [{ AccessKeyId: 'guest' }, 'NoPermission'],
  [{ RoleArn: arnOf('nobody') }, 'EntityNotExist.Role'],
  [{ RoleArn: arnOf('target') }, 'NoPermission'],
  [{ DurationSeconds: '43200' }, 'InvalidParameter.DurationSeconds'],
]

test.each(faults.map(([texts, expected], index) => [expected, texts, index] as const))(
  '%s comes before all faults further down the list: %j',
  async (expected, texts, index) => {
    const later = faults.slice(index + 1).map(([fault]) => fault)
    expect(await request('ops', 'reader', Object.assign({}, ...later.reverse(), texts))).toMatchObject({
      Code: expected,
    })
    expect(await request('ops', 'reader', texts)).toMatchObject({ Code: expected })
  },
)

test.each([
  ['900', '2026-01-31T08:15:00Z'],
  ['7200', '2026-01-31T10:00:00Z'],
  ['', '2026-01-31T09:00:00Z'],
])('DurationSeconds=%s expire at %s', async (DurationSeconds, Expiration) => {
  expect(await request('ops', 'reader', { DurationSeconds })).toMatchObject({ Credentials: { Expiration } })
})

test.each([
  ['a session name', { RoleSessionName: `a.B@c-d_9${'x'.repeat(55)}` }],
  ['an external id', { ExternalId: `=,.@:/-_+aZ09${'x'.repeat(1211)}` }],
  ['a policy', { Policy: JSON.stringify(allow('*')).padEnd(2048) }],
])('%s as long as it may be', async (_what, more) => {
  expect(await request('ops', 'reader', more)).toMatchObject({ status: 200 })
})

test('whatever is sent is answered, and is no internal error', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 80 }).filter((value) => value.isWellFormed())
  const element = fc.constantFrom('Version', 'Statement', 'Effect', 'Action', 'Resource', 'Condition', '__proto__', '*')
  const document = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>('1', 'Allow', '*', 1, null, true),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(element, tie('any'), { maxKeys: 5 }),
    ),
  })).any
  const parameters = fc.record(
    {
      RoleArn: fc.oneof(text, fc.constantFrom(arnOf('reader'), arnOf('__proto__'), arnOf('constructor'))),
      RoleSessionName: fc.oneof(text, fc.constant('alice')),
      DurationSeconds: fc.oneof(text, fc.integer().map(String)),
      Policy: fc.oneof(
        text,
        fc.json(),
        document.map((value) => JSON.stringify(value)),
      ),
      ExternalId: text,
      SourceIdentity: text,
    },
    { requiredKeys: ['RoleArn', 'RoleSessionName'] },
  )
  await fc.assert(
    fc.asyncProperty(parameters, async (sent) => {
      expect((await request('ops', 'reader', sent)).status).toBeLessThan(500)
    }),
  )
})

describe('trust', () => {
  /** Signs as the caller of a row; a role is assumed first. */
  function signerOf({ caller }: TrustRow, world: Served): Promise<Signer> | Signer {
    return caller === 'role' ? assume(world, keyOf('ops'), arnOf('ops')) : keyOf(caller)
  }

  test.each(trustRows)('$rule: $expected', async (row) => {
    await using own = await serve(world(row.statements), at)
    const parameters = roleRequest(arnOf('target'), { ExternalId: row.externalId })
    const answer = await own.call('AssumeRole', parameters, await signerOf(row, own))
    const NoPermissionType = row.expected === 'explicit-deny' ? 'ExplicitDeny' : 'ImplicitDeny'
    const denied = { Code: 'NoPermission', AccessDeniedDetail: { NoPermissionType, PolicyType: 'AssumeRolePolicy' } }
    expect(answer).toMatchObject(row.expected === 'allow' ? { status: 200 } : denied)
  })

  test('without permission of its own is not enough, across accounts neither', async () => {
    await using own = await serve(world([{ Principal: { RAM: `acs:ram::${account}:user/guest` } }]), at)
    const answer = await own.call('AssumeRole', roleRequest(arnOf('target')), keyOf('guest'))
    expect(answer).toMatchObject({ AccessDeniedDetail: { PolicyType: 'AccountLevelIdentityBasedPolicy' } })
  })

  test('a role that is disabled trusts nobody', async () => {
    await using own = await serve(world(), at)
    const principal = { realm: 'alibaba', account, kind: 'role', name: 'reader' } as const
    await own.store.changeIdentities({ kind: 'enable-principal', principal, enabled: false })
    const answer = await own.call('AssumeRole', roleRequest(arnOf('reader')), keyOf('ops'))
    expect(answer).toMatchObject({ AccessDeniedDetail: { PolicyType: 'AssumeRolePolicy' } })
  })

  test('what the denial seals tells the external id and the role', async () => {
    const { AccessDeniedDetail } = await request('ops', 'target', { ExternalId: 'abc' })
    expect(JSON.parse(served.access.openDiagnosis(AccessDeniedDetail.EncodedDiagnosticMessage))).toMatchObject({
      action: 'sts:AssumeRole',
      resource: arnOf('target'),
      facts: { externalId: 'abc' },
      decision: { effect: 'deny', layer: 'trust' },
    })
  })
})

describe('a chain of roles', () => {
  test('a role assumes another if it may, and only then', async () => {
    const ops = await assume(served, keyOf('ops'), arnOf('ops'))
    expect(await whoIs(await assume(served, ops, arnOf('reader'), { RoleSessionName: 'second' }))).toMatchObject({
      Arn: `acs:ram::${account}:assumed-role/reader/second`,
    })
    const restricted = await assume(served, keyOf('ops'), arnOf('reader'))
    expect(await served.call('AssumeRole', roleRequest(arnOf('ops')), restricted)).toMatchObject({
      Code: 'NoPermission',
    })
  })

  test('a role of another account belongs to that account', async () => {
    const credentials = await assume(served, keyOf('foreigner'), arnOf('reader'))
    expect(await whoIs(credentials)).toMatchObject({ AccountId: account })
  })

  test('a session policy narrows what may be assumed', async () => {
    const narrowed = await assume(served, keyOf('ops'), arnOf('ops'), { Policy: JSON.stringify(oneRole) })
    expect(await served.call('AssumeRole', roleRequest(arnOf('reader')), narrowed)).toMatchObject({ status: 200 })
    expect(await served.call('AssumeRole', roleRequest(arnOf('admin')), narrowed)).toMatchObject({
      AccessDeniedDetail: { PolicyType: 'SessionPolicy', AuthPrincipalDisplayName: 'ops:alice' },
    })
  })

  test('what a denial seals tells the session and its policy', async () => {
    const session = { name: 'alice', policy: oneRole }
    const narrowed = await assume(served, keyOf('ops'), arnOf('ops'), { Policy: JSON.stringify(oneRole) })
    const { AccessDeniedDetail } = await served.call('AssumeRole', roleRequest(arnOf('admin')), narrowed)
    const sealed = served.access.openDiagnosis(AccessDeniedDetail.EncodedDiagnosticMessage)
    expect(JSON.parse(sealed)).toMatchObject({ session, facts: { principalArn: arnOf('ops') } })
  })

  test('the next session is not narrowed by the policy of the one before', async () => {
    const narrowed = await assume(served, keyOf('ops'), arnOf('ops'), { Policy: JSON.stringify(oneRole) })
    expect(await describeTags(await assume(served, narrowed, arnOf('reader')))).toMatchObject({ status: 200 })
  })

  test('its source identity is set once, and stays', async () => {
    expect(await request('ops', 'ops', { SourceIdentity: 'alice' })).toMatchObject({ SourceIdentity: 'alice' })
    const first = await assume(served, keyOf('ops'), arnOf('ops'), { SourceIdentity: 'alice' })
    const next = (more: Texts) => served.call('AssumeRole', roleRequest(arnOf('sourced'), more), first)
    expect(await next({})).toMatchObject({ status: 200 })
    expect(await next({ SourceIdentity: 'alice' })).toMatchObject({ status: 200 })
    expect(await next({ SourceIdentity: 'anna' })).toMatchObject({ Code: 'InvalidParameter.SourceIdentity' })
    expect(await request('ops', 'sourced')).toMatchObject({ Code: 'NoPermission' })
    expect(await request('ops', 'sourced', { SourceIdentity: 'bob' })).toMatchObject({ Code: 'NoPermission' })
  })
})
