import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as redis from '../alibaba/fleet.ts'
import { ask } from '../alibaba/send.ts'
import { type Key, type Pairs, signV1, signV3 } from '../alibaba/signer.ts'
import * as dds from '../huawei/fleet.ts'
import { type RunningServer, startServer } from '../server.ts'
import { auditRecords, auditText } from './audit-files.ts'

const scratch = mkdtempSync(join(tmpdir(), 'tagplane-audit-'))
let server: RunningServer
beforeAll(async () => {
  const seed = join(scratch, 'both.yaml')
  const sections = [redis.seed, new URL('../huawei/policies.yaml', import.meta.url)]
  writeFileSync(seed, sections.map((section) => readFileSync(section, 'utf8')).join('\n'))
  server = await startServer({ seed })
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  rmSync(scratch, { recursive: true })
})

/** The records of a call that was just answered. */
function recordsOf(requestId: unknown) {
  return auditRecords(server.data).filter((record) => record.requestId === requestId)
}

/** What every record of this file holds beside what its test is about. */
const always = {
  time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  sourceAddress: '127.0.0.1',
  ms: expect.any(Number),
}

const place = [['RegionId', redis.region]] as const
const onOrders = [...place, ['ResourceType', 'INSTANCE'], ['ResourceId.1', redis.orders]] as const
const two = [...onOrders, ['ResourceId.2', redis.sessions]] as const
const one = [['InstanceId', redis.search]] as const

/** Each operation in a good call, and the instances that the call names. The one that deletes comes last. */
const redisCalls: readonly [operation: string, pairs: Pairs, resources?: readonly string[]][] = [
  ['TagResources', [...two, ['Tag.1.Key', 'k'], ['Tag.1.Value', 'v']], [redis.orders, redis.sessions]],
  ['UntagResources', [...onOrders, ['TagKey.1', 'k']], [redis.orders]],
  ['ListTagResources', onOrders, [redis.orders]],
  ['ListTagResources', [...onOrders.slice(0, 2), ['Tag.1.Key', 'k']]],
  ['DescribeTags', place],
  ['DescribeRegions', []],
  ['DescribeInstances', place],
  [
    'DescribeInstances',
    [...place, ['InstanceIds', `${redis.orders},${redis.sessions}`]],
    [redis.orders, redis.sessions],
  ],
  ['DescribeInstancesOverview', place],
  ['DescribeInstanceAttribute', one, [redis.search]],
  ['CreateInstance', [...place, ['InstanceClass', 'redis.master.small.default']]],
  ['ModifyInstanceAttribute', [...one, ['InstanceName', 'renamed']], [redis.search]],
  ['DeleteInstance', one, [redis.search]],
]

/** Calls, and compares the record with what the answer says. */
async function expectRedisRecord(key: Key, operation: string, pairs: Pairs, expected: object, version?: string) {
  const options = version === undefined ? {} : { version }
  const { RequestId, status, Code = 'OK' } = await ask(server, signV3(server.host, key, operation, pairs, options))
  const record = { ...always, requestId: RequestId, cloud: 'alibaba', operation, status, code: Code }
  expect(recordsOf(RequestId)).toEqual([{ ...record, ...expected }])
}

describe('a call for Redis', () => {
  const { rootKey, guestKey, account, inactiveKey } = redis
  const actor = (name: string) => `acs:ram::${account}:${name}`

  test.each(redisCalls)('%s %j that is denied', async (operation, pairs, resources) => {
    const who = { principal: actor('user/guest'), accessKeyId: guestKey.id }
    await expectRedisRecord(guestKey, operation, pairs, { ...who, decision: 'deny', ...(resources && { resources }) })
  })

  test.each(redisCalls)('%s %j under a wrong signature', async (operation, pairs) => {
    const forged = { ...rootKey, secret: 'wrong' }
    await expectRedisRecord(forged, operation, pairs, { accessKeyId: rootKey.id, decision: 'none' })
  })

  test.each(redisCalls)('%s %j that is allowed', async (operation, pairs, resources) => {
    const who = { principal: actor('root'), accessKeyId: rootKey.id }
    await expectRedisRecord(rootKey, operation, pairs, { ...who, decision: 'allow', ...(resources && { resources }) })
  })

  test('AssumeRole names the role', async () => {
    const RoleArn = `acs:ram::${account}:role/reader`
    const who = { principal: actor('user/guest'), accessKeyId: guestKey.id, resources: [RoleArn] }
    const pairs = [
      ['RoleArn', RoleArn],
      ['RoleSessionName', 'session'],
    ] as const
    await expectRedisRecord(guestKey, 'AssumeRole', pairs, { ...who, decision: 'deny' }, '2015-04-01')
  })

  test('GetCallerIdentity, which every caller may, is allowed', async () => {
    const who = { principal: actor('user/guest'), accessKeyId: guestKey.id }
    await expectRedisRecord(guestKey, 'GetCallerIdentity', [], { ...who, decision: 'allow' }, '2015-04-01')
  })

  test.each([
    ['allowed', redis.sessions, 'allow'],
    ['denied', redis.orders, 'deny'],
  ])('that is %s for the tags of the instance, in the transaction', async (_what, instance, decision) => {
    const key = redis.testerKey
    const pairs = [...place, ['ResourceType', 'INSTANCE'], ['ResourceId.1', instance], ['TagKey.1', 'k']] as const
    const who = { principal: actor('user/tester'), accessKeyId: key.id }
    await expectRedisRecord(key, 'UntagResources', pairs, { ...who, decision, resources: [instance] })
  })

  test('on an instance that does not exist is allowed where he may, and fails', async () => {
    const who = { principal: actor('user/ops'), accessKeyId: redis.opsKey.id }
    const expected = { ...who, decision: 'allow', resources: ['r-bp1none'], status: 404 }
    await expectRedisRecord(redis.opsKey, 'DeleteInstance', [['InstanceId', 'r-bp1none']], expected)
  })

  test('with an inactive key names the key, and nobody', async () => {
    await expectRedisRecord(inactiveKey, 'DescribeRegions', [], { accessKeyId: inactiveKey.id, decision: 'none' })
  })

  test('with an unknown key does not repeat it', async () => {
    await expectRedisRecord({ id: 'LTAInone', secret: 'x' }, 'DescribeRegions', [], { decision: 'none' })
  })

  test('of no operation that there is, is one of an unknown operation', async () => {
    const { RequestId } = await ask(server, signV3(server.host, rootKey, 'MyOwnText', []))
    expect(recordsOf(RequestId)).toMatchObject([{ operation: 'unknown', decision: 'none' }])
  })

  test('that is refused for its parameters has a caller, and no decision', async () => {
    const who = { principal: actor('root'), accessKeyId: rootKey.id }
    await expectRedisRecord(rootKey, 'UntagResources', place, { ...who, decision: 'none' })
  })
})

const envTestDb = '00000000000000000000000000000011in02'
const testDb = '00000000000000000000000000000013in02'
const admin = { id: 'TESTAKADMIN0000001', secret: 'testsk-admin' }
const nobody = { id: 'TESTAKNOBODY000001', secret: 'testsk-nobody' }
const project = `/v3/${dds.beijing}`
const instance = `${project}/instances/${testDb}`
const user = (name: string) => `iam::${dds.acme}:user:${name}`
const creation = { ...dds.creation, region: 'cn-north-4', availability_zone: 'cn-north-4a' }

interface DdsCall {
  readonly operation: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly target: string
  readonly body?: object
  readonly resources?: readonly string[]
  /** Whether nobody needs permission. */
  readonly open?: true
}

/** Each operation in a good call. The one that deletes comes last. */
const ddsCalls: readonly DdsCall[] = [
  { operation: 'KeystoneValidateToken', method: 'GET', target: '/v3/auth/tokens', open: true },
  { operation: 'KeystoneListAuthProjects', method: 'GET', target: '/v3/auth/projects', open: true },
  { operation: 'KeystoneListAuthDomains', method: 'GET', target: '/v3/auth/domains', open: true },
  { operation: 'KeystoneListRegions', method: 'GET', target: '/v3/regions', open: true },
  { operation: 'KeystoneListProjects', method: 'GET', target: '/v3/projects' },
  { operation: 'KeystoneListUsers', method: 'GET', target: '/v3/users' },
  { operation: 'KeystoneCreateProject', method: 'POST', target: '/v3/projects', body: { project: { name: 'p' } } },
  { operation: 'ListProjectTags', method: 'GET', target: `${project}/tags` },
  { operation: 'ListInstances', method: 'GET', target: `${project}/instances` },
  {
    operation: 'ListInstancesByTags',
    method: 'POST',
    target: `${project}/instances/action`,
    body: { action: 'filter' },
  },
  { operation: 'ShowJobDetail', method: 'GET', target: `${project}/jobs?id=none` },
  { operation: 'CreateInstance', method: 'POST', target: `${project}/instances`, body: creation },
  { operation: 'ListInstanceTags', method: 'GET', target: `${instance}/tags`, resources: [testDb] },
  {
    operation: 'BatchTagAction',
    method: 'POST',
    target: `${instance}/tags/action`,
    body: { action: 'create', tags: [{ key: 'k', value: 'v' }] },
    resources: [testDb],
  },
  {
    operation: 'UpdateInstanceName',
    method: 'PUT',
    target: `${instance}/modify-name`,
    body: { new_instance_name: 'renamed' },
    resources: [testDb],
  },
  {
    operation: 'UpdateInstanceRemark',
    method: 'PUT',
    target: `${instance}/remark`,
    body: { remark: 'r' },
    resources: [testDb],
  },
  { operation: 'DeleteInstance', method: 'DELETE', target: instance, resources: [testDb] },
]

async function expectDdsRecord(sent: Promise<dds.Reply>, operation: string, expected: object): Promise<void> {
  const { status, headers, body } = await sent
  const requestId = headers['x-request-id']
  const code = body.error_code ?? (body.error ? `IAM.${body.error.code}` : 'OK')
  const record = { ...always, requestId, cloud: 'huawei', operation, status, code }
  expect(recordsOf(requestId)).toEqual([{ ...record, ...expected }])
}

const sign = ({ method, target, body }: DdsCall, by: Key) => dds.sendSigned(server, method, target, body ?? '', { by })

describe('a call for DDS', () => {
  const named = ({ resources }: DdsCall) => resources && { resources }

  test.each(ddsCalls)('$operation by him who has no policy', async (call) => {
    const who = { principal: user('nobody'), accessKeyId: nobody.id }
    const decision = call.open ? 'allow' : 'deny'
    await expectDdsRecord(sign(call, nobody), call.operation, { ...who, decision, ...named(call) })
  })

  test.each(ddsCalls)('$operation under a wrong signature', async (call) => {
    const forged = { ...admin, secret: 'wrong' }
    const expected = { accessKeyId: admin.id, decision: 'none', ...named(call) }
    await expectDdsRecord(sign(call, forged), call.operation, expected)
  })

  test.each(ddsCalls)('$operation that is allowed', async (call) => {
    const who = { principal: user('admin'), accessKeyId: admin.id }
    await expectDdsRecord(sign(call, admin), call.operation, { ...who, decision: 'allow', ...named(call) })
  })

  test.each([
    ['allowed', envTestDb, 'allow'],
    ['denied', '00000000000000000000000000000012in02', 'deny'],
  ])('that is %s for the tags of the instance, in the transaction', async (_what, id, decision) => {
    const tagger = { id: 'TESTAKTAGGER000001', secret: 'testsk-tagger' }
    const body = { action: 'create', tags: [{ key: 'k', value: 'v' }] }
    const sent = dds.sendSigned(server, 'POST', `${project}/instances/${id}/tags/action`, body, { by: tagger })
    const who = { principal: user('tagger'), accessKeyId: tagger.id }
    await expectDdsRecord(sent, 'BatchTagAction', { ...who, decision, resources: [id] })
  })

  test('signing in names the user, and what he does with the token has no key', async () => {
    const asked = dds.askForToken(server, {
      name: 'reader',
      password: 'Reader-Passw0rd',
      scope: { project: { id: dds.beijing } },
    })
    const who = { principal: user('reader'), decision: 'allow' }
    await expectDdsRecord(asked, 'KeystoneCreateUserTokenByPassword', who)
    const token = { 'X-Auth-Token': String((await asked).headers['x-subject-token']) }
    await expectDdsRecord(dds.send(server, 'GET', `${project}/instances`, token), 'ListInstances', who)
    const denied = dds.send(server, 'DELETE', instance, token)
    await expectDdsRecord(denied, 'DeleteInstance', { ...who, decision: 'deny', resources: [testDb] })
  })

  test('who asks to be an agency names it', async () => {
    const identity = { methods: ['assume_role'], assume_role: { domain_id: dds.acme, agency_name: 'reader' } }
    const target = '/v3.0/OS-CREDENTIAL/securitytokens'
    const sent = dds.sendSigned(server, 'POST', target, { auth: { identity } }, { by: nobody })
    const who = { principal: user('nobody'), accessKeyId: nobody.id, resources: [`iam::${dds.acme}:agency:reader`] }
    await expectDdsRecord(sent, 'CreateTemporaryAccessKey', { ...who, decision: 'deny' })
  })

  test('a wrong password names nobody', async () => {
    const asked = dds.askForToken(server, { name: 'reader', password: 'wrong' })
    await expectDdsRecord(asked, 'KeystoneCreateUserTokenByPassword', { decision: 'none' })
  })

  test('an unknown token and an unknown key name nobody', async () => {
    const token = { 'X-Auth-Token': 'none' }
    const byToken = dds.send(server, 'GET', `${project}/instances`, token)
    await expectDdsRecord(byToken, 'ListInstances', { decision: 'none' })
    const list: DdsCall = { operation: 'ListInstances', method: 'GET', target: `${project}/instances` }
    await expectDdsRecord(sign(list, { id: 'NONE', secret: 'x' }), 'ListInstances', { decision: 'none' })
  })

  test('an id of any length and any letters takes 128 characters of one line', async () => {
    const target = `${project}/instances/${'%0A%1B%C2%9B'.repeat(100)}/tags`
    const sent = dds.send(server, 'GET', target)
    const resources = ['\n\x1b\x9b'.repeat(100).slice(0, 128)]
    await expectDdsRecord(sent, 'ListInstanceTags', { decision: 'none', resources })
  })
})

test('V1 signatures leave the same record', async () => {
  const { RequestId } = await ask(server, signV1(redis.rootKey, 'DescribeRegions', []))
  expect(recordsOf(RequestId)).toMatchObject([{ accessKeyId: redis.rootKey.id, decision: 'allow', code: 'OK' }])
})

test('keys and values of tags are not kept', async () => {
  const pairs = [...onOrders, ['Tag.1.Key', 'SecretTagKey'], ['Tag.1.Value', 'SecretTagValue']] as const
  await ask(server, signV3(server.host, redis.rootKey, 'TagResources', pairs))
  const body = { action: 'create', tags: [{ key: 'SecretTagKey', value: 'SecretTagValue' }] }
  await dds.sendSigned(server, 'POST', `${project}/instances/${envTestDb}/tags/action`, body, { by: admin })
  expect(auditRecords(server.data).slice(-2)).toMatchObject([{ code: 'OK' }, { code: 'OK' }])
  expect(auditText(server.data)).not.toContain('SecretTag')
})

test.each([
  ['no HTTP at all', 'hello\r\n\r\n'],
  ['a body over the limit', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n'],
  ['a target over the limit', `GET /?${'a'.repeat(25_000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`],
])('%s leaves one record', async (_what, bytes) => {
  const before = auditRecords(server.data).length
  const socket = connect(server.port, '127.0.0.1').on('error', () => {})
  await new Promise((answered) => socket.once('data', answered).write(bytes))
  socket.destroy()
  const records = auditRecords(server.data).slice(before)
  expect(records).toMatchObject([{ ...always, operation: 'unknown', decision: 'none' }])
})

test('what no dialect is asked leaves none', async () => {
  const before = auditRecords(server.data).length
  for (const path of ['/healthz', '/readyz', '/metrics']) await fetch(server.url + path)
  expect(auditRecords(server.data)).toHaveLength(before)
})
