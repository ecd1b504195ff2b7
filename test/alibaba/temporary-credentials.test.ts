import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { clients, configOf, currentSdk, genericV1, type MakeClient, type Params, popCore } from './clients.ts'
import {
  account,
  brokerKey,
  closed,
  guestKey,
  operator,
  orders,
  partner,
  reader,
  region,
  rootKey,
  seed,
  sessions,
  visitorKey,
} from './fleet.ts'
import type { Answer } from './send.ts'
import type { Key } from './signer.ts'

const require = createRequire(import.meta.url)
const { Config } = require('@alicloud/openapi-client')
const kvstore = require('@alicloud/r-kvstore20150101')

const version = '2015-04-01'
const onlyUntag = JSON.stringify({
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'kvstore:UntagResources', Resource: '*' }],
})
let server: RunningServer

beforeAll(async () => {
  server = await startServer({ seed })
})
afterAll(() => server?.[Symbol.asyncDispose]())

/** Asks for a role with one of the vendor's clients. */
function ask(RoleArn: string, more: Params = {}, by = brokerKey, makeClient: MakeClient = currentSdk): Promise<Answer> {
  return makeClient(server, by, version)('AssumeRole', { RoleArn, RoleSessionName: 'alice', ...more })
}

/** Credentials of a role, as the clients take them. */
async function assume(...request: Parameters<typeof ask>): Promise<Key & { readonly token: string }> {
  const { Credentials } = await ask(...request)
  return { id: Credentials.AccessKeyId, secret: Credentials.AccessKeySecret, token: Credentials.SecurityToken }
}

const untag = { RegionId: region, ResourceType: 'INSTANCE', ResourceId: [sessions], TagKey: ['note'] }

/** A client for each signature version. */
const bothVersions: readonly (readonly [string, MakeClient])[] = [
  ['r-kvstore20150101, V3', currentSdk],
  ['pop-core, V1', popCore('POST')],
]

describe.each([
  ['sts20150401, V3', currentSdk],
  ['openapi-client, V1', genericV1],
  ['pop-core, V1', popCore('GET')],
] as const)('%s', (_name, makeClient) => {
  test('is given credentials of a role', async () => {
    const before = Math.floor(Date.now() / 1000) * 1000
    const { Credentials, ...rest } = await ask(reader, { DurationSeconds: 900 }, brokerKey, makeClient)
    expect(rest).toEqual({
      status: 200,
      RequestId: expect.any(String),
      AssumedRoleUser: { Arn: `${reader}/alice`, AssumedRoleId: '300000000000000001:alice' },
    })
    expect(Credentials.AccessKeyId).toMatch(/^STS\.[A-Za-z0-9]{25}$/)
    expect(Date.parse(Credentials.Expiration)).toBeGreaterThanOrEqual(before + 900_000)
  })

  test('tells who has them', async () => {
    const credentials = await assume(reader, {}, brokerKey, makeClient)
    expect(await makeClient(server, credentials, version)('GetCallerIdentity')).toEqual({
      status: 200,
      RequestId: expect.any(String),
      AccountId: account,
      Arn: `acs:ram::${account}:assumed-role/reader/alice`,
      PrincipalId: '300000000000000001:alice',
      IdentityType: 'AssumedRoleUser',
      RoleId: '300000000000000001',
    })
  })
})

test.each(clients)('%s works with temporary credentials', async (_name, makeClient) => {
  const client = makeClient(server, await assume(operator))
  expect(await client('UntagResources', untag)).toMatchObject({ status: 200 })
  expect(await client('DescribeInstances', { RegionId: region })).toMatchObject({ status: 200, TotalCount: 5 })
})

test('credentials are good after a crash', async () => {
  await using first = await startServer({ seed })
  const answer = await currentSdk(
    first,
    brokerKey,
    version,
  )('AssumeRole', { RoleArn: reader, RoleSessionName: 'alice' })
  const { AccessKeyId: id, AccessKeySecret: secret, SecurityToken: token } = answer.Credentials
  await first.kill()
  await using again = await startServer({ data: first.data })
  expect(await currentSdk(again, { id, secret, token })('DescribeRegions')).toMatchObject({ status: 200 })
})

describe('a session', () => {
  test('is told what it lacks, by the error that the SDK throws', async () => {
    const client = new kvstore.default(new Config(configOf(server, await assume(reader))))
    const target = { regionId: region, resourceType: 'INSTANCE', resourceId: [orders], all: true }
    await expect(client.untagResources(new kvstore.UntagResourcesRequest(target))).rejects.toMatchObject({
      name: 'ClientError',
      statusCode: 403,
      code: 'Forbidden.RAM',
      accessDeniedDetail: {
        AuthAction: 'kvstore:UntagResources',
        AuthPrincipalDisplayName: 'reader:alice',
        AuthPrincipalOwnerId: account,
        AuthPrincipalType: 'AssumedRoleUser',
        EncodedDiagnosticMessage: expect.stringMatching(/^[\w-]{512,}$/),
        NoPermissionType: 'ImplicitDeny',
        PolicyType: 'AccountLevelIdentityBasedPolicy',
      },
    })
  })

  test('of an administrator does what its policy names, and no more', async () => {
    const client = currentSdk(server, await assume(operator, { Policy: onlyUntag }))
    expect(await client('UntagResources', untag)).toMatchObject({ status: 200 })
    expect(await client('DescribeRegions')).toMatchObject({
      Code: 'Forbidden.RAM',
      AccessDeniedDetail: { PolicyType: 'SessionPolicy' },
    })
  })

  test('of a role of another account sees what is that account’s', async () => {
    const credentials = await assume(partner, { ExternalId: 'acme-4711' }, visitorKey)
    expect(await currentSdk(server, credentials)('DescribeInstances', { RegionId: region })).toMatchObject({
      TotalCount: 5,
    })
  })

  test('is named in the log', async () => {
    await currentSdk(server, await assume(operator, { RoleSessionName: 'logged' }))('UntagResources', untag)
    const principal = `acs:ram::${account}:assumed-role/operator/logged`
    await expect.poll(() => server.output()).toContain(`"principal":"${principal}"`)
  })
})

describe.each(bothVersions)('%s is told what is wrong with the token', (_name, makeClient) => {
  const codeWith = async (credentials: Key) => (await makeClient(server, credentials)('DescribeRegions')).Code
  const invalid = 'InvalidSecurityToken'

  test.each<[what: string, code: string, credentials: () => Key | Promise<Key>]>([
    [
      'none',
      'MissingSecurityToken',
      async () => {
        const { id, secret } = await assume(reader)
        return { id, secret }
      },
    ],
    ['one with a permanent key', `${invalid}.MismatchWithAccessKey`, async () => ({ ...rootKey, token: 'x' })],
    [
      'one of another key',
      `${invalid}.MismatchWithAccessKey`,
      async () => ({ ...(await assume(reader)), token: (await assume(reader)).token }),
    ],
    ['text that is no token', `${invalid}.Malformed`, async () => ({ ...(await assume(reader)), token: 'x' })],
    [
      'one of a key that nobody was given',
      'InvalidAccessKeyId.NotFound',
      async () => ({ ...(await assume(reader)), id: 'STS.unknown' }),
    ],
    ['one with another secret', 'SignatureDoesNotMatch', async () => ({ ...(await assume(reader)), secret: 'x' })],
  ])('%s: %s', async (_what, code, credentials) => {
    expect(await codeWith(await credentials())).toBe(code)
  })
})

test.each(bothVersions)('%s is told that credentials have expired', async (_name, makeClient) => {
  await using first = await startServer({ seed })
  const answer = await currentSdk(
    first,
    brokerKey,
    version,
  )('AssumeRole', { RoleArn: reader, RoleSessionName: 'alice' })
  const { AccessKeyId: id, AccessKeySecret: secret, SecurityToken: token } = answer.Credentials
  await first.stop()
  await using later = await startServer({ data: first.data, env: { NODE_OPTIONS: anHourAhead } })
  expect(await makeClient(later, { id, secret, token })('DescribeRegions')).toMatchObject({
    Code: 'InvalidSecurityToken.Expired',
    Message: 'Specified SecurityToken is expired.',
  })
})

/** Turns a server's clock before anything of it runs. */
const turnClock = 'const { now } = Date; Date.now = () => now() + 3_600_000'
const anHourAhead = `--import=data:text/javascript,${encodeURIComponent(turnClock)}`

describe('AssumeRole', () => {
  const noPermission = 'You are not authorized to do this action. You should be authorized by RAM.'

  test.each<[status: number, code: string, message: string, role: string, more: Params, by?: Key]>([
    [400, 'InvalidParameter.RoleArn', 'The parameter RoleArn is wrongly formed.', 'reader', {}],
    [
      400,
      'InvalidParameter.RoleSessionName',
      'The parameter RoleSessionName is wrongly formed.',
      reader,
      { RoleSessionName: 'a b' },
    ],
    [
      400,
      'InvalidParameter.DurationSeconds',
      'The Min/Max value of DurationSeconds is 15min/1hr.',
      operator,
      { DurationSeconds: 7201 },
    ],
    [
      400,
      'InvalidParameter.PolicyGrammar',
      'The parameter Policy has not passed grammar check.',
      reader,
      { Policy: '{"Version":"2"}' },
    ],
    [
      400,
      'InvalidParameter.PolicySize',
      'The size of Policy must be smaller than 2048 bytes.',
      reader,
      { Policy: onlyUntag.padEnd(2049) },
    ],
    [400, 'InvalidParameter.ExternalId', 'The parameter ExternalId is wrongly formed.', reader, { ExternalId: '!!' }],
    [403, 'NoPermission', noPermission, reader, {}, guestKey],
    [403, 'NoPermission', noPermission, closed, {}],
    [403, 'NoPermission', noPermission, partner, {}, visitorKey],
    [403, 'NoPermission', noPermission, partner, { ExternalId: 'acme-4712' }, visitorKey],
    [403, 'NoPermission', noPermission, operator, {}, visitorKey],
    [403, 'NoPermission', 'Roles may not be assumed by root accounts.', reader, {}, rootKey],
    [404, 'EntityNotExist.Role', `The role not exists: ${reader}s.`, `${reader}s`, {}],
  ])('%d %s: %s', async (status, Code, Message, role, more, by) => {
    for (const makeClient of [currentSdk, genericV1]) {
      expect(await ask(role, more, by, makeClient)).toMatchObject({ status, Code, Message })
    }
  })

  test.each(['RoleArn', 'RoleSessionName'])('without %s it says so', async (name) => {
    const parameters = { RoleArn: reader, RoleSessionName: 'alice', [name]: undefined }
    expect(await currentSdk(server, brokerKey, version)('AssumeRole', parameters)).toMatchObject({
      status: 400,
      Code: `Missing${name}`,
      Message: `${name} is mandatory for this action.`,
    })
  })
})
