import { hash, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import { type Access, createAccess } from '../../access/access.ts'
import { clockSkewMsMax } from '../../access/freshness.ts'
import { vaultUnder } from '../../access/vault.ts'
import { openSqliteStoreInMemory } from '../../store/sqlite/sqlite-store.ts'
import type { Store } from '../../store/store.ts'
import { StoreUnavailable } from '../../store/store-error.ts'
import type { Dialect, WireReply, WireRequest } from '../dialect.ts'
import { alibaba } from './alibaba.ts'
import { readParameters } from './parameters.ts'
import { canonicalRequest, signV3, stringToSignV3 } from './signature-v3.ts'
import { signedTextV1 } from './signed-text.ts'
import { signedV1, type Texts } from './signed-v1.fixture.ts'
import { formatTimestamp } from './timestamp.ts'

const start = Date.UTC(2026, 10, 21, 20, 0, 0)
const id = 'testid'
const secret = 'testsecret'
const instance = 'r-bp1example0000001'
const ownParameters = { RegionId: 'cn-hangzhou', ResourceType: 'INSTANCE', 'ResourceId.1': instance }

let now = start
let store: Store
let access: Access
let dialect: Dialect

beforeEach(async () => {
  now = start
  store = openSqliteStoreInMemory({ now: () => now })
  const vault = vaultUnder(Buffer.alloc(32))
  access = createAccess(store, vault)
  const section = alibaba.seedSchema.parse({
    accounts: [
      {
        id: '1234567890123456',
        accessKeys: [
          { id, secret },
          { id: 'inactive', secret, status: 'Inactive' },
        ],
        users: [{ name: 'ops', accessKeys: [{ id: 'opsid', secret }], policies: ['AliyunKvstoreFullAccess'] }],
        instances: [{ id: instance, region: 'cn-hangzhou', name: 'orders', tags: { team: 'orders' } }],
      },
    ],
  }) as Parameters<typeof alibaba.seedContents>[0]
  const secrets = { sealSecret: vault.seal, hashPassword: async () => '' }
  await store.load('seed', () => alibaba.seedContents(section, secrets, start))
  dialect = alibaba.create({ store, access, now: () => now, provisioningMs: 60_000 })
  return () => store.close()
})

/** A request of V1 with everything in the query; parameters that are undefined are left out. */
function v1(texts: Texts = {}, method = 'GET'): WireRequest {
  return signedV1({ Action: 'ListTagResources', ...ownParameters, ...texts }, { id, secret }, now, method)
}

/** A request of V3 with its parameters in the query; headers that are undefined are left unsigned. */
function v3(
  headers: Record<string, string | undefined> = {},
  unsigned: Record<string, string> = {},
  body = '',
): WireRequest {
  const digest = hash('sha256', body)
  const common = {
    host: 'r-kvstore.aliyuncs.com',
    'x-acs-action': 'ListTagResources',
    'x-acs-content-sha256': digest,
    'x-acs-date': formatTimestamp(now),
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-version': '2015-01-01',
  }
  const all = Object.fromEntries(
    Object.entries({ ...common, ...headers }).filter((header): header is [string, string] => header[1] !== undefined),
  )
  const query = Object.entries(ownParameters)
    .map((pair) => pair.join('='))
    .join('&')
  const parameters = readParameters({ target: `/?${query}`, headers: {}, body: Buffer.alloc(0) })
  const names = Object.keys(all)
  const signature = signV3(stringToSignV3(canonicalRequest('POST', parameters.query, all, names, digest)), secret)
  const authorization = `ACS3-HMAC-SHA256 Credential=${id},SignedHeaders=${names.join(';')},Signature=${signature}`
  return {
    method: 'POST',
    target: `/?${query}`,
    headers: { ...all, authorization, ...unsigned },
    body: Buffer.from(body),
    remoteAddress: '127.0.0.1',
  }
}

async function code(request: WireRequest): Promise<string> {
  return (await dialect.answer(request)).code
}

function json({ body }: WireReply) {
  return JSON.parse(body)
}

test('V1 and V3 are let in', async () => {
  expect(await code(v1())).toBe('OK')
  expect(await code(v3())).toBe('OK')
})

test.each([
  ['x-acs-date', 'MissingTimestamp'],
  ['x-acs-signature-nonce', 'MissingSignatureNonce'],
])('V3 without %s lacks it, and is not malformed', async (header, expected) => {
  const request = v3()
  const { [header]: _, ...headers } = request.headers
  expect(await code({ ...request, headers })).toBe(expected)
})

test('the caller is named in the log once the signature is verified, and not before', async () => {
  expect((await dialect.answer(v1())).actor).toBe('acs:ram::1234567890123456:root')
  expect((await dialect.answer(v1({ AccessKeyId: 'opsid' }))).actor).toBe('acs:ram::1234567890123456:user/ops')
  expect((await dialect.answer(v1({ Signature: 'x' }))).actor).toBeUndefined()
})

test.each([-clockSkewMsMax, clockSkewMsMax])(
  'a clock %d ms off is in the window, a second more is not',
  async (skew) => {
    expect(await code(v1({ Timestamp: formatTimestamp(start + skew) }))).toBe('OK')
    expect(await code(v1({ Timestamp: formatTimestamp(start + skew + Math.sign(skew) * 1000) }))).toBe(
      'InvalidTimeStamp.Expired',
    )
  },
)

test('a request of a fast clock cannot be replayed while its timestamp is fresh, nor after', async () => {
  const request = v1({ Timestamp: formatTimestamp(start + clockSkewMsMax) })
  expect(await code(request)).toBe('OK')
  for (const [minutes, refusal] of [
    [14, 'SignatureNonceUsed'],
    [16, 'SignatureNonceUsed'],
    [30, 'SignatureNonceUsed'],
    [31, 'InvalidTimeStamp.Expired'],
  ] as const) {
    now = start + minutes * 60_000
    expect(await code(request)).toBe(refusal)
  }
})

test('a forged request uses up no nonce', async () => {
  expect(await code(v1({ SignatureNonce: 'n', Signature: 'forged' }))).toBe('SignatureDoesNotMatch')
  expect(await code(v1({ SignatureNonce: 'n' }))).toBe('OK')
  expect(await code(v1({ SignatureNonce: 'n' }))).toBe('SignatureNonceUsed')
})

test('nonces of two keys do not meet', async () => {
  expect(await code(v1({ SignatureNonce: 'n' }))).toBe('OK')
  expect(await code(v1({ SignatureNonce: 'n', AccessKeyId: 'opsid' }))).toBe('OK')
})

/** Each line is wrong in one more way than the line below it; the first fault is the one that is answered. */
const faults: readonly (readonly [Texts, string])[] = [
  [{ Format: 'YAML' }, 'InvalidParameter.Format'],
  [{ Action: undefined }, 'MissingAction'],
  [{ Version: undefined }, 'MissingVersion'],
  [{ Version: '1999-01-01' }, 'InvalidVersion'],
  [{ Action: 'Nonsense' }, 'InvalidAction.NotFound'],
  [{ SignatureType: 'BEARERTOKEN' }, 'InvalidSignatureType'],
  [{ SignatureMethod: undefined }, 'MissingSignatureMethod'],
  [{ SignatureVersion: undefined }, 'MissingSignatureVersion'],
  [{ SignatureMethod: 'HMAC-MD5' }, 'InvalidSignatureMethod'],
  [{ SignatureVersion: '2.0' }, 'InvalidSignatureVersion'],
  [{ AccessKeyId: undefined }, 'MissingAccessKeyId'],
  [{ Signature: undefined }, 'MissingSignature'],
  [{ Timestamp: undefined }, 'MissingTimestamp'],
  [{ SignatureNonce: undefined }, 'MissingSignatureNonce'],
  [{ SignatureNonce: 'n'.repeat(129) }, 'InvalidSignatureNonce'],
  [{ AccessKeyId: 'STS.x', SecurityToken: undefined }, 'MissingSecurityToken'],
  [{ AccessKeyId: 'unknown' }, 'InvalidAccessKeyId.NotFound'],
  [{ AccessKeyId: 'inactive' }, 'InvalidAccessKeyId.Inactive'],
  [{ SecurityToken: 'token' }, 'InvalidSecurityToken.MismatchWithAccessKey'],
  [{ Timestamp: 'yesterday' }, 'InvalidTimeStamp.Format'],
  [{ Timestamp: '2026-11-21T19:00:00Z' }, 'InvalidTimeStamp.Expired'],
  [{ Signature: 'wrong' }, 'SignatureDoesNotMatch'],
  [{ SignatureNonce: '' }, 'SignatureNonceUsed'],
  [{ RegionId: undefined }, 'MissingRegionId'],
  [{ ResourceType: 'DISK' }, 'InvalidParameter.ResourceType'],
  [{ 'ResourceId.1': 'r-unknown' }, 'InvalidDbInstanceId.NotFound'],
]

test.each(faults.map(([texts, expected], index) => [expected, texts, index] as const))(
  '%s comes before all faults further down the list',
  async (expected, texts, index) => {
    const later = faults.slice(index + 1).map(([fault]) => fault)
    expect(await code(v1(Object.assign({}, ...later.reverse(), texts)))).toBe(expected)
    expect(await code(v1(texts))).toBe(expected)
  },
)

test('a replay is refused before its parameters are looked at', async () => {
  await dialect.answer(v1({ SignatureNonce: 'n' }))
  expect(await code(v1({ SignatureNonce: 'n', RegionId: undefined }))).toBe('SignatureNonceUsed')
})

test('another verb is refused first of all', async () => {
  expect(await code(v1({ Action: undefined }, 'PUT'))).toBe('UnsupportedHTTPMethod')
})

test.each([
  ['another algorithm', { authorization: 'ACS3-HMAC-SM3 Credential=x' }, 'InvalidSignatureMethod'],
  ['a malformed header', { authorization: 'ACS3-HMAC-SHA256 Credential=testid' }, 'IncompleteSignature'],
  ['a changed host', { host: 'elsewhere' }, 'SignatureDoesNotMatch'],
  ['a changed action', { 'x-acs-action': 'DescribeTags' }, 'SignatureDoesNotMatch'],
  ['a changed nonce', { 'x-acs-signature-nonce': 'other' }, 'SignatureDoesNotMatch'],
  ['a changed digest', { 'x-acs-content-sha256': '0'.repeat(64) }, 'SignatureDoesNotMatch'],
])('V3 with %s is refused', async (_what, unsigned, expected) => {
  expect(await code(v3({}, unsigned))).toBe(expected)
})

test('V3 with another body than the signed one is refused', async () => {
  const request = v3({ 'content-type': 'application/x-www-form-urlencoded' }, {}, 'TagKey.1=a')
  expect(await code({ ...request, body: Buffer.from('TagKey.1=b') })).toBe('SignatureDoesNotMatch')
})

test('V3 that states another digest than that of its body is refused, though it leaves it unsigned', async () => {
  const unsigned = { 'x-acs-content-sha256': undefined }
  expect(await code(v3(unsigned, { 'x-acs-content-sha256': hash('sha256', '') }))).toBe('OK')
  expect(await code(v3(unsigned, { 'x-acs-content-sha256': '0'.repeat(64) }))).toBe('SignatureDoesNotMatch')
})

test('V3 with a body whose type is not signed is refused, since the type decides what the body is', async () => {
  expect(await code(v3({}, { 'content-type': 'application/x-www-form-urlencoded' }, 'TagKey.1=a'))).toBe(
    'IncompleteSignature',
  )
})

test('whatever is sent is answered, and is no internal error', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 200 })
  const pieces = fc.constantFrom('&', '=', '%', '?', 'TagKey.1', 'Action', 'ACS3-HMAC-SHA256 ', 'Credential=', ';', ',')
  const mixed = fc.array(fc.oneof(text, pieces), { maxLength: 12 }).map((parts) => parts.join(''))
  const headers = fc.record(
    { authorization: mixed, accept: text, host: text, 'x-acs-action': text, 'content-type': pieces },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(mixed, mixed, headers, async (query, body, sent) => {
      const request = { target: `/?${query}`, headers: sent, body: Buffer.from(body), remoteAddress: '127.0.0.1' }
      expect((await dialect.answer({ method: 'POST', ...request })).status).toBeLessThan(500)
    }),
  )
})

test('signed parameters of any text are answered, and are no internal error', async () => {
  const names = fc.constantFrom('RegionId', 'ResourceType', 'ResourceId.1', 'TagKey.1', 'Tag.1.Key', 'All', 'NextToken')
  const action = fc.constantFrom(
    'UntagResources',
    'TagResources',
    'ListTagResources',
    'DescribeTags',
    'DescribeInstances',
  )
  const texts = fc.dictionary(
    names,
    fc.string({ unit: 'binary', maxLength: 50 }).filter((text) => text.isWellFormed()),
  )
  await fc.assert(
    fc.asyncProperty(action, texts, async (Action, sent) => {
      expect((await dialect.answer(v1({ ...sent, Action }))).status).toBeLessThan(500)
    }),
  )
})

test('V3 answers a wrong signature with the string to sign and the canonical request', async () => {
  const { Message } = json(await dialect.answer(v3({}, { host: 'elsewhere' })))
  expect(Message).toMatch(
    /^Specified signature does not match our calculation\. server StringToSign is \[ACS3-HMAC-SHA256\n[0-9a-f]{64}\] server CanonicalRequest is \[POST\n\/\nRegionId=cn-hangzhou&/,
  )
})

test('V1 answers a wrong signature with the string to sign and nothing after it', async () => {
  const request = v1({ Signature: 'wrong' })
  const parameters = readParameters(request)
  const { Message } = json(await dialect.answer(request))
  expect(Message).toBe(
    `Specified signature is not matched with our calculation. server string to sign is:${signedTextV1('GET', parameters).stringToSign}`,
  )
})

test('what goes wrong inside is an internal error, and its cause is for the log only', async () => {
  const failure = new Error('disk on fire')
  const broken = { ...store, listAttachedTags: () => Promise.reject(failure) }
  const reply = await alibaba.create({ store: broken, access, now: () => now, provisioningMs: 0 }).answer(v1())
  expect(reply).toMatchObject({ status: 500, code: 'InternalError', failure })
  expect(reply.body).not.toContain('fire')
})

test('a store that is out of reach for a while is a temporary failure', async () => {
  const failure = new StoreUnavailable('the connection was lost')
  const broken = { ...store, listAttachedTags: () => Promise.reject(failure) }
  const reply = await alibaba.create({ store: broken, access, now: () => now, provisioningMs: 0 }).answer(v1())
  expect(reply).toMatchObject({ status: 503, code: 'ServiceUnavailable', failure })
})

test('a request that cannot even be begun is an internal error, too', async () => {
  const failure = new Error('no clock')
  const now = () => {
    throw failure
  }
  const reply = await alibaba.create({ store, access, now, provisioningMs: 0 }).answer(v3())
  expect(reply).toMatchObject({ status: 500, code: 'InternalError', operation: 'unknown', failure })
  expect(json(reply)).toMatchObject({ RequestId: reply.requestId, Code: 'InternalError' })
})

test('a body may have 256 KiB', () => expect(dialect.bodyBytesMax('/?Action=TagResources')).toBe(256 * 1024))

test.each([
  ['body-too-large', 413],
  ['target-too-long', 414],
  ['headers-too-large', 431],
  ['too-slow', 408],
  ['malformed', 400],
  ['overloaded', 503],
] as const)('a request that is refused as %s is answered with %d in the shape of the vendor', (refusal, status) => {
  const reply = dialect.refuse(refusal, { method: 'GET', target: '/?Format=JSON&Action=%', headers: {} })
  expect(reply).toMatchObject({ status, operation: 'unknown' })
  expect(json(reply)).toMatchObject({ Code: reply.code, RequestId: reply.requestId, HostId: 'r-kvstore.aliyuncs.com' })
})

test('an instance is being created until provisioning ends', async () => {
  const { InstanceId, InstanceStatus } = json(await dialect.answer(v1(order)))
  expect(InstanceStatus).toBe('Creating')
  const describe = { Action: 'DescribeInstanceAttribute', InstanceId }
  const status = async () => json(await dialect.answer(v1(describe))).Instances.DBInstanceAttribute[0].InstanceStatus
  expect(await status()).toBe('Creating')
  expect(await code(v1({ Action: 'DeleteInstance', InstanceId }))).toBe('IncorrectDBInstanceState')
  now += 60_000
  expect(await status()).toBe('Normal')
  expect(await code(v1({ Action: 'DeleteInstance', InstanceId }))).toBe('OK')
})

const order = { Action: 'CreateInstance', 'ResourceId.1': undefined, InstanceClass: 'redis.master.small.default' }

test('a repeated order is answered with what became of the first', async () => {
  const placed = async () => json(await dialect.answer(v1({ ...order, Token: 't', InstanceName: 'orders' })))
  const { InstanceId, InstanceStatus } = await placed()
  expect(InstanceStatus).toBe('Creating')
  now += 60_000
  expect(await placed()).toMatchObject({ InstanceId, InstanceStatus: 'Normal', InstanceName: 'orders' })
  expect(await code(v1({ Action: 'ModifyInstanceAttribute', InstanceId, InstanceName: 'renamed' }))).toBe('OK')
  expect(await placed()).toMatchObject({ InstanceId, InstanceName: 'renamed' })
})

test('the token of an order is kept for 7 days', async () => {
  const create = vi.spyOn(store, 'createInstance')
  await dialect.answer(v1({ ...order, Token: 't' }))
  expect(create.mock.lastCall?.[0].idempotency).toMatchObject({ token: 't', forgetAt: start + 7 * 24 * 3_600_000 })
})

test('a prepaid instance expires on the last day of a month that is too short', async () => {
  now = Date.UTC(2026, 0, 31, 12)
  const { EndTime } = json(await dialect.answer(v1({ ...order, ChargeType: 'PrePaid', Period: '1' })))
  expect(EndTime).toBe('2026-02-28T12:00:00Z')
})

test('a page token is good for the listing that it continues, and for no other', async () => {
  const more = 'r-bp1example0000002'
  const found = Array.from({ length: 51 }, (_, n) => ({ instance, key: `key-${n}`, value: '' }))
  vi.spyOn(store, 'tagsOf').mockImplementation(async (_tenant, _region, ids) => new Map(ids.map((id) => [id, []])))
  vi.spyOn(store, 'listAttachedTags').mockResolvedValue(found)
  const both = { 'ResourceId.2': more, 'Tag.1.Key': 'team', 'Tag.1.Value': 'orders' }
  const { NextToken } = json(await dialect.answer(v1(both)))
  expect(await code(v1({ ...both, NextToken }))).toBe('OK')
  for (const other of [
    { 'ResourceId.2': undefined },
    { 'ResourceId.2': 'r-bp1example0000003' },
    { 'Tag.1.Value': 'search' },
    { 'Tag.1.Value': undefined },
    { 'Tag.1.Value': '' },
    { 'Tag.2.Key': 'env' },
    { RegionId: 'cn-shanghai' },
  ]) {
    expect(await code(v1({ ...both, ...other, NextToken }))).toBe('InvalidNextToken')
  }
})
