import { afterAll, beforeAll, expect, test } from 'vitest'
import { currentSdk } from '../alibaba/clients.ts'
import { type RunningServer, startServer } from '../server.ts'
import { Browser, callAs, keys } from './client.ts'
import { both, orders, repeatableCalls, sendSigned, sign } from './explorer-calls.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
})
afterAll(() => server[Symbol.asyncDispose]())

const whoAmI = { cloud: 'alibaba', operation: 'GetCallerIdentity', parameters: {} }
const projects = { cloud: 'huawei', operation: 'KeystoneListProjects', parameters: {} }
const secrets = both.map((pair) => pair.split(':')[1] as string)

test.each(repeatableCalls)('$cloud $operation: the request that is signed is a good one', async (call) => {
  const signed = await sign(server, call)
  expect(signed.status).toBe(200)
  const reply = await sendSigned(server, signed.body)
  expect([reply.status, reply.text]).toEqual([200, expect.any(String)])
})

test.each(Object.entries(orders))('%s: an instance is ordered and deleted', async (_, { create, deletionOf }) => {
  const ordered = await sendSigned(server, (await sign(server, create)).body)
  expect(ordered.status).toBeLessThan(300)
  const deleted = await sendSigned(server, (await sign(server, deletionOf(ordered.body))).body)
  expect(deleted.status).toBeLessThan(300)
})

test('the steps name the key and do not show it', async () => {
  for (const call of [whoAmI, projects]) {
    const { body, text } = await sign(server, call)
    expect(body.steps.map(({ id, text }: { id: string; text?: string }) => [id, text !== undefined])).toEqual([
      ['canonical', true],
      ['string-to-sign', true],
      ['key', false],
      ['signature', true],
    ])
    expect(body.headers.authorization).toContain(body.steps[3].text)
    for (const secret of secrets) expect(text).not.toContain(secret)
  }
})

test('a request of RPC is good for one time', async () => {
  const { body } = await sign(server, whoAmI)
  expect((await sendSigned(server, body)).status).toBe(200)
  expect((await sendSigned(server, body)).body.Code).toBe('SignatureNonceUsed')
})

test('a request is good for 15 minutes, as the answer says', async () => {
  const { goodUntil } = (await sign(server, whoAmI)).body
  expect(Math.abs(Date.parse(goodUntil) - Date.now() - 15 * 60_000)).toBeLessThan(60_000)
})

test.each([
  ['the key of a principal of the same account', [keys.alibabaOps], 'LTAI5tExampleRootKey'],
  ['a key of the other cloud', [keys.alibabaRoot], 'EXAMPLEAK000000000001'],
  ['an inactive key', [keys.alibabaRoot], 'LTAI5tExampleAuditKey'],
  ['a key that is not there', [keys.alibabaRoot], 'LTAI5tNoSuchKey'],
])('nothing is signed with %s', async (_, who, accessKeyId) => {
  const { status, body } = await sign(server, { ...whoAmI, accessKeyId }, who)
  expect([status, body.error.code]).toEqual([422, 'NoSigningKey'])
})

test('a call is signed as the principal of its own cloud', async () => {
  const { body } = await sign(server, whoAmI, [keys.alibabaOps, keys.huaweiAdmin])
  expect(body.accessKeyId).toBe('LTAI5tExampleOpsKey')
  expect((await sendSigned(server, body)).body.Arn).toMatch(/user\/ops$/)
})

test('who is signed in at one cloud gets nothing signed for the other', async () => {
  const { status, body } = await sign(server, projects, [keys.alibabaRoot])
  expect([status, body.error.code]).toEqual([401, 'NotSignedIn'])
})

test('a browser that signed in with a password gets calls signed with a key of that user', async () => {
  const browser = new Browser(server)
  const user = { cloud: 'huawei', domain: 'acme', user: 'ops', password: 'Example-Ops-Passw0rd' }
  await browser.call('POST', '/api/v1/session', { body: user })
  const ownProjects = { ...projects, operation: 'KeystoneListAuthProjects' }
  const { body } = await browser.call('POST', '/api/v1/explorer/request', { body: ownProjects })
  expect(body.accessKeyId).toBe('EXAMPLEAK000000000002')
  expect((await sendSigned(server, body)).status).toBe(200)
})

const stewardship = { RoleArn: 'acs:ram::1234567890123456:role/steward', RoleSessionName: 'tester' }

test('a call whose answer is credentials is not signed', async () => {
  const { status, body } = await sign(server, { cloud: 'alibaba', operation: 'AssumeRole', parameters: stewardship })
  expect([status, body.error.code]).toEqual([422, 'IssuesCredentials'])
})

test('a session of temporary credentials gets nothing signed', async () => {
  const [id = '', secret = ''] = keys.alibabaOps.split(':')
  const { Credentials } = await currentSdk(server, { id, secret }, '2015-04-01')('AssumeRole', stewardship)
  const { AccessKeyId: accessKeyId, AccessKeySecret: accessKeySecret, SecurityToken: securityToken } = Credentials
  const browser = new Browser(server)
  const proof = { cloud: 'alibaba', accessKeyId, accessKeySecret, securityToken }
  expect((await browser.call('POST', '/api/v1/session', { body: proof })).status).toBe(201)
  const { status, body } = await browser.call('POST', '/api/v1/explorer/request', { body: whoAmI })
  expect([status, body.error.code]).toEqual([422, 'TemporarySession'])
})

test('a call that shows in its body who calls is not signed', async () => {
  const auth = { identity: { methods: ['password'] } }
  const call = { cloud: 'huawei', operation: 'KeystoneCreateUserTokenByPassword', parameters: { auth } }
  const { body } = await sign(server, call)
  expect([body.steps, body.headers.authorization, body.accessKeyId]).toEqual([[], undefined, undefined])
})

test.each<[string, object, string]>([
  ['a parameter that the operation has not', { Surprise: 1 }, 'parameters.Surprise'],
  ['a list where one value belongs', { RegionId: ['cn-hangzhou'] }, 'parameters.RegionId'],
  ['one value too deep', { ResourceId: [[['x']]] }, 'parameters.ResourceId'],
  ['too many values', { ResourceId: Array.from({ length: 600 }, () => 'r-1') }, 'parameters.ResourceId'],
  ['half a character', { RegionId: '\ud800' }, 'parameters.RegionId'],
])('%s is refused before anything is signed', async (_, parameters, parameter) => {
  const { status, body } = await sign(server, { cloud: 'alibaba', operation: 'UntagResources', parameters })
  expect([status, body.error.code, body.error.parameter]).toEqual([400, 'InvalidParameter', parameter])
})

test('a path cannot be written without its parameters', async () => {
  const { status, body } = await sign(server, { cloud: 'huawei', operation: 'ListInstances', parameters: {} })
  expect([status, body.error.parameter]).toEqual([400, 'parameters.project_id'])
})

test.each([
  { ...whoAmI, operation: 'constructor' },
  { ...whoAmI, cloud: 'huawei' },
  { ...whoAmI, cloud: '__proto__' },
])('an operation that is not served is not found: %j', async (call) => {
  const { status, body } = await callAs(server, both, 'POST', '/api/v1/explorer/request', call)
  expect([status, body.error.code]).toEqual([404, 'OperationNotFound'])
})
