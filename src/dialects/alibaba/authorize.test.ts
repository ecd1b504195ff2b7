import { afterEach, describe, expect, test } from 'vitest'
import { operations } from './operations.ts'
import { allow, type DecisionRow, deny, tableFleet, untag, when } from './policy/decision-table/decision-row.fixture.ts'
import { decisionTable } from './policy/decision-table.fixture.ts'
import { rKvstore } from './products.ts'
import { assume, type Served, serve, trusting } from './served.fixture.ts'
import type { Signer, Texts } from './signed-v1.fixture.ts'

const { account, user, region, instance, prodInstance } = tableFleet
const at = Date.UTC(2026, 0, 31, 8)
const key = { id: 'opskey', secret: 'secret' }
const rootKey = { id: 'rootkey', secret: 'secret' }
const brokerKey = { id: 'brokerkey', secret: 'secret' }
const missing = 'r-bp1missing0000001'
const opened: Served[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((served) => served[Symbol.asyncDispose]()))
})

type World = Pick<DecisionRow, 'policies'> & Partial<Pick<DecisionRow, 'groupPolicies' | 'tags'>>

/** A server with the fleet of the decision table, and a user and a role of these policies. */
async function open({ policies, groupPolicies = [], tags = {} }: World) {
  const place = { region, name: 'cache' }
  const users = [
    { name: user, id: '7', accessKeys: [key], policies },
    { name: 'broker', accessKeys: [brokerKey], policies: ['AliyunSTSAssumeRoleAccess'] },
  ]
  const served = await serve(
    [
      {
        id: account,
        accessKeys: [rootKey],
        users,
        groups: [{ name: 'team', policies: groupPolicies, users: [user] }],
        roles: [{ name: 'worker', policies, trust: trusting(`acs:ram::${account}:user/broker`) }],
        instances: [
          { ...place, id: instance, tags },
          { ...place, id: prodInstance, tags: { env: 'prod' } },
          { ...place, id: 'r-uf6decision000001', region: 'cn-shanghai', tags: { env: 'test' } },
        ],
      },
      { id: '6543210987654321', instances: [{ ...place, id: 'r-bp1foreign000001', tags: { env: 'test' } }] },
    ],
    at,
  )
  opened.push(served)
  const call = (action: string, parameters: Texts = {}, signer: Signer = key) => served.call(action, parameters, signer)
  return { ...served, call }
}

/** What one call of a user with these policies is answered. */
async function codeOf(world: World, action: string, parameters: Texts): Promise<string> {
  const { call } = await open(world)
  return (await call(action, parameters)).Code ?? 'OK'
}

/** The user's own key; where a row has the policy of a session, the temporary one of a role that is narrowed by it. */
async function signerOf({ session }: DecisionRow, served: Served): Promise<Signer> {
  if (!session) return key
  return assume(served, brokerKey, `acs:ram::${account}:role/worker`, { Policy: JSON.stringify(session) })
}

test.each(decisionTable)('$section: $rule', async (row) => {
  const served = await open(row)
  const { operation, parameters } = row.call
  const answer = await served.call(operation, parameters, await signerOf(row, served))
  if (row.expected === 'allow') expect(answer).toMatchObject({ status: 200 })
  else {
    const NoPermissionType = row.expected === 'explicit-deny' ? 'ExplicitDeny' : 'ImplicitDeny'
    expect(answer).toMatchObject({ status: 403, Code: 'Forbidden.RAM', AccessDeniedDetail: { NoPermissionType } })
  }
})

const onInstances = { RegionId: region, ResourceType: 'INSTANCE', 'ResourceId.1': instance }
const order = { RegionId: region, InstanceClass: 'redis.master.small.default' }

/** Each operation that needs permission, in a call that is good. */
const calls: Readonly<Record<string, Texts>> = {
  UntagResources: { ...onInstances, 'TagKey.1': 'env' },
  TagResources: { ...onInstances, 'Tag.1.Key': 'owner' },
  ListTagResources: onInstances,
  DescribeTags: { RegionId: region },
  DescribeRegions: {},
  DescribeInstances: { RegionId: region },
  DescribeInstancesOverview: { RegionId: region },
  DescribeInstanceAttribute: { InstanceId: instance },
  CreateInstance: order,
  ModifyInstanceAttribute: { InstanceId: instance, InstanceName: 'renamed' },
  DeleteInstance: { InstanceId: instance },
}

describe.each(Object.entries(calls))('%s', (name, parameters) => {
  test('is allowed by its own action, and denied by a Deny of it', async () => {
    const own = allow(`kvstore:${name}`)
    expect(await codeOf({ policies: [own] }, name, parameters)).toBe('OK')
    expect(await codeOf({ policies: [own, deny(`kvstore:${name}`)] }, name, parameters)).toBe('Forbidden.RAM')
  })

  test('is denied where all other actions are allowed', async () => {
    const others = Object.keys(calls).filter((other) => other !== name)
    const policies = [allow(others.map((other) => `kvstore:${other}`))]
    expect(await codeOf({ policies }, name, parameters)).toBe('Forbidden.RAM')
  })
})

test('GetCallerIdentity needs no permission, and all operations of R-kvstore have a line above', async () => {
  const version = { Version: '2015-04-01' }
  expect(await codeOf({ policies: [deny('*')] }, 'GetCallerIdentity', version)).toBe('OK')
  const names = operations.filter(({ product }) => product === rKvstore).map(({ name }) => name)
  expect(new Set(names)).toEqual(new Set(Object.keys(calls)))
})

const aboutOne = [
  'UntagResources',
  'TagResources',
  'DescribeInstanceAttribute',
  'ModifyInstanceAttribute',
  'DeleteInstance',
]

describe.each(aboutOne)('%s by the tags of the instance', (name) => {
  const parameters = calls[name] ?? {}
  const policies = [when('StringEquals', 'acs:ResourceTag/env', 'test')]

  test.each([
    ['a tag that fits', { env: 'test' }, 'OK'],
    ['another value', { env: 'prod' }, 'Forbidden.RAM'],
    ['no such tag', {}, 'Forbidden.RAM'],
  ])('%s', async (_what, tags, code) => {
    expect(await codeOf({ policies, tags }, name, parameters)).toBe(code)
  })

  test.each([missing, 'r-bp1foreign000001'])(
    '%s, which is not his, answers like one that may not be touched',
    async (id) => {
      const named = 'InstanceId' in parameters ? { InstanceId: id } : { 'ResourceId.1': id }
      expect(await codeOf({ policies, tags: { env: 'test' } }, name, { ...parameters, ...named })).toBe('Forbidden.RAM')
    },
  )

  test('what does not exist is told to him who may act on it', async () => {
    const named = 'InstanceId' in parameters ? { InstanceId: missing } : { 'ResourceId.1': missing }
    expect(await codeOf({ policies: [allow('kvstore:*')] }, name, { ...parameters, ...named })).toMatch(/NotFound$/)
  })

  test('a denied call changes nothing', async () => {
    const { call, store } = await open({ policies, tags: { env: 'prod' } })
    const before = await store.findInstance(account, instance)
    await call(name, parameters)
    expect(await store.findInstance(account, instance)).toEqual(before)
  })
})

describe('one region', () => {
  const policies = [allow('kvstore:*', `acs:kvstore:${region}:*:instance/*`)]
  const describeOne = (InstanceId: string) => codeOf({ policies }, 'DescribeInstanceAttribute', { InstanceId })

  test('an instance is where it is, whatever region the call names', async () => {
    expect(await describeOne(instance)).toBe('OK')
    expect(await describeOne('r-uf6decision000001')).toBe('Forbidden.RAM')
    const elsewhere = { InstanceId: 'r-uf6decision000001', RegionId: region }
    expect(await codeOf({ policies }, 'DescribeInstanceAttribute', elsewhere)).toBe('Forbidden.RAM')
  })

  test('what does not exist is where its id says', async () => {
    expect(await describeOne(missing)).toBe('InvalidInstanceId.NotFound')
    expect(await describeOne('r-uf6missing0000001')).toBe('Forbidden.RAM')
  })

  test.each(['DescribeInstances', 'DescribeInstancesOverview'])('%s of all regions needs all of them', async (name) => {
    expect(await codeOf({ policies }, name, { RegionId: region })).toBe('OK')
    expect(await codeOf({ policies }, name, {})).toBe('Forbidden.RAM')
    const butShanghai = [allow('kvstore:*'), deny('kvstore:*', 'acs:kvstore:cn-shanghai:*:*')]
    expect(await codeOf({ policies: butShanghai }, name, {})).toBe('Forbidden.RAM')
    expect(await codeOf({ policies: [allow('kvstore:*')] }, name, {})).toBe('OK')
  })
})

test('parameters are checked before permission, and permission before existence', async () => {
  const { call } = await open({ policies: [] })
  const { 'TagKey.1': _key, ...incomplete } = calls.UntagResources ?? {}
  expect(await call('UntagResources', incomplete)).toMatchObject({ Code: 'MissParameter.TagOrResourceId' })
  const unknown = { ...calls.UntagResources, 'ResourceId.1': missing }
  expect(await call('UntagResources', unknown)).toMatchObject({ Code: 'Forbidden.RAM' })
})

test('a permission goes with the tag that gives it', async () => {
  const { call } = await open({
    policies: [when('StringEquals', 'acs:ResourceTag/env', 'test')],
    tags: { env: 'test' },
  })
  expect(await call('UntagResources', untag.parameters)).toMatchObject({ status: 200 })
  expect(await call('UntagResources', untag.parameters)).toMatchObject({ Code: 'Forbidden.RAM' })
})

test('the account itself needs no policy', async () => {
  const { call } = await open({ policies: [] })
  for (const [name, parameters] of Object.entries(calls)) {
    expect(await call(name, parameters, rootKey), name).toMatchObject({ status: 200 })
  }
})

test('nothing is done under a tag that another caller had changed before', async () => {
  const rounds = Array.from({ length: 20 }, (_, n) => `k${n}`)
  const tags = { env: 'test', ...Object.fromEntries(rounds.slice(0, 19).map((k) => [k, ''])) }
  const { call, store } = await open({ policies: [when('StringEquals', 'acs:ResourceTag/env', 'test')], tags })
  const set = (env: string) => call('TagResources', { ...onInstances, 'Tag.1.Key': 'env', 'Tag.1.Value': env }, rootKey)
  const untagged = await Promise.all(
    rounds.map(async (k, n) => {
      const answers = [set(n % 2 ? 'test' : 'prod'), call('UntagResources', { ...onInstances, 'TagKey.1': k })]
      return (await Promise.all(n % 3 ? answers : answers.reverse())).find(({ Code }) => Code)?.Code ?? 'OK'
    }),
  )
  expect(new Set(untagged)).toEqual(new Set(['OK', 'Forbidden.RAM']))
  let env: string | undefined = 'test'
  for (const { key: changed, actor, after } of await store.readChanges(account, 0, 1000)) {
    if (actor.endsWith(':user/ops')) expect(env, changed).toBe('test')
    else if (changed === 'env') env = after
  }
})

test('tags to filter by are no tags of the request', async () => {
  const policies = [when('StringLike', 'acs:RequestTag/env', '*')]
  const filter = { RegionId: region, ResourceType: 'INSTANCE', 'Tag.1.Key': 'env', 'Tag.1.Value': 'test' }
  expect(await codeOf({ policies }, 'DescribeInstances', filter)).toBe('Forbidden.RAM')
  expect(await codeOf({ policies }, 'ListTagResources', filter)).toBe('Forbidden.RAM')
})

test('a denial tells the caller who he is and what he lacks, and seals the rest', async () => {
  const { call, access } = await open({
    policies: [when('StringEquals', 'acs:ResourceTag/env', 'test')],
    tags: { env: 'prod' },
  })
  const answer = await call('UntagResources', untag.parameters)
  expect(answer).toEqual({
    status: 403,
    RequestId: expect.any(String),
    HostId: 'r-kvstore.aliyuncs.com',
    Code: 'Forbidden.RAM',
    Message: "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
    Recommend: expect.stringContaining('q=Forbidden.RAM'),
    AccessDeniedDetail: {
      AuthAction: 'kvstore:UntagResources',
      AuthPrincipalDisplayName: '7',
      AuthPrincipalOwnerId: account,
      AuthPrincipalType: 'SubUser',
      EncodedDiagnosticMessage: expect.stringMatching(/^[\w-]+$/),
      NoPermissionType: 'ImplicitDeny',
      PolicyType: 'AccountLevelIdentityBasedPolicy',
    },
  })
  expect(JSON.parse(access.openDiagnosis(answer.AccessDeniedDetail.EncodedDiagnosticMessage))).toMatchObject({
    requestId: answer.RequestId,
    action: 'kvstore:UntagResources',
    resource: `acs:kvstore:${region}:${account}:instance/${instance}`,
    facts: { principalArn: `acs:ram::${account}:user/${user}`, resourceTags: [{ key: 'env', value: 'prod' }] },
    decision: { effect: 'deny', deniedBy: [] },
  })
})
