import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { type Client, clients, currentSdk, genericV1 } from './clients.ts'
import { account, foreign, guestKey, orders, region, search, seed, sessions, shanghai, testerKey } from './fleet.ts'
import { send } from './send.ts'
import { signV1 } from './signer.ts'

const require = createRequire(import.meta.url)
const { Config } = require('@alicloud/openapi-client')
const kvstore = require('@alicloud/r-kvstore20150101')

let server: RunningServer
let tester: Client
let guest: Client

beforeAll(async () => {
  server = await startServer({ seed })
  tester = currentSdk(server, testerKey)
  guest = currentSdk(server, guestKey)
})
afterAll(() => server?.[Symbol.asyncDispose]())

const on = (...ids: readonly string[]) => ({ RegionId: region, ResourceType: 'INSTANCE', ResourceId: ids })
const tag = (id: string, Key: string, Value: string) => tester('TagResources', { ...on(id), Tag: [{ Key, Value }] })
const untag = (...ids: readonly string[]) => tester('UntagResources', { ...on(...ids), TagKey: ['note'] })
const denied = { status: 403, Code: 'Forbidden.RAM' }

describe('a user who may change the tags of test instances', () => {
  test('changes those of one', async () => {
    expect(await tag(sessions, 'note', 'mine')).toMatchObject({ status: 200 })
    expect(await untag(sessions)).toMatchObject({ status: 200 })
  })

  test('does not where the tag has another value', async () => expect(await untag(orders)).toMatchObject(denied))

  test('does not where there is no such tag', async () => expect(await untag(search)).toMatchObject(denied))

  test('does not in another region', async () => {
    const there = { ...on(shanghai), RegionId: 'cn-shanghai', TagKey: ['team'] }
    expect(await tester('UntagResources', there)).toMatchObject(denied)
  })

  test('does not on another account’s instance, which answers like his own that he may not touch', async () => {
    expect(await untag(foreign)).toMatchObject(denied)
  })

  test('changes none of several if one of them is denied', async () => {
    expect(await tag(sessions, 'note', 'kept')).toMatchObject({ status: 200 })
    expect(await untag(sessions, orders)).toMatchObject(denied)
    const { TagResources } = await currentSdk(server)('ListTagResources', on(sessions))
    expect(TagResources.TagResource).toContainEqual(expect.objectContaining({ TagKey: 'note', TagValue: 'kept' }))
  })

  test('is denied by a statement where he would make it a production instance', async () => {
    const answer = await tag(sessions, 'env', 'prod')
    expect(answer).toMatchObject({ ...denied, AccessDeniedDetail: { NoPermissionType: 'ExplicitDeny' } })
  })

  test('sees all instances', async () => {
    expect(await tester('DescribeInstances', { RegionId: region })).toMatchObject({ status: 200, TotalCount: 5 })
  })
})

test.each(clients)('%s tells a user without policies that he may not', async (_name, makeClient) => {
  expect(await makeClient(server, guestKey)('DescribeRegions')).toMatchObject({ Code: 'Forbidden.RAM' })
})

test.each([
  ['UntagResources', { ...on(orders), TagKey: ['team'] }],
  ['TagResources', { ...on(orders), Tag: [{ Key: 'a', Value: 'b' }] }],
  ['ListTagResources', on(orders)],
  ['DescribeTags', { RegionId: region }],
  ['DescribeRegions', {}],
  ['DescribeInstances', { RegionId: region }],
  ['DescribeInstancesOverview', { RegionId: region }],
  ['DescribeInstanceAttribute', { InstanceId: orders }],
  ['CreateInstance', { RegionId: region, InstanceClass: 'redis.master.small.default' }],
  ['ModifyInstanceAttribute', { InstanceId: orders, InstanceName: 'mine' }],
  ['DeleteInstance', { InstanceId: orders }],
])('a user without policies is denied %s', async (name, params) => {
  const AccessDeniedDetail = { AuthAction: `kvstore:${name}`, NoPermissionType: 'ImplicitDeny' }
  expect(await guest(name, params)).toMatchObject({ ...denied, AccessDeniedDetail })
})

test('GetCallerIdentity needs no permission', async () => {
  const sts = genericV1(server, guestKey, '2015-04-01')
  expect(await sts('GetCallerIdentity')).toMatchObject({ status: 200, Arn: `acs:ram::${account}:user/guest` })
})

test('XML tells the details too', async () => {
  const raw = signV1(guestKey, 'DescribeRegions', [], { common: { Format: 'XML' } })
  const { status, text } = await send(server, raw)
  expect(status).toBe(403)
  expect(text).toMatch(/<AccessDeniedDetail><AuthAction>kvstore:DescribeRegions<\/AuthAction>.*<\/AccessDeniedDetail>/)
})

test('the SDK throws an error that has the details', async () => {
  const { id: accessKeyId, secret: accessKeySecret } = guestKey
  const config = new Config({ accessKeyId, accessKeySecret, endpoint: server.host, protocol: 'HTTP' })
  const call = new kvstore.default(config).describeRegions(new kvstore.DescribeRegionsRequest({}))
  await expect(call).rejects.toMatchObject({
    name: 'ClientError',
    statusCode: 403,
    code: 'Forbidden.RAM',
    accessDeniedDetail: {
      AuthAction: 'kvstore:DescribeRegions',
      AuthPrincipalDisplayName: '200000000000000003',
      AuthPrincipalOwnerId: account,
      AuthPrincipalType: 'SubUser',
      EncodedDiagnosticMessage: expect.stringMatching(/^[\w-]{512,}$/),
      NoPermissionType: 'ImplicitDeny',
      PolicyType: 'AccountLevelIdentityBasedPolicy',
    },
  })
})
