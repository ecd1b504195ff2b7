import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import { percentEncode } from '../../percent-encode.ts'
import { parseTarget } from '../../target.ts'
import { parseAuthorization } from './authorization.ts'
import { canonicalQuery, canonicalRequest, payloadHash } from './canonical-request.ts'
import { formatSdkDate, parseSdkDate } from './sdk-date.ts'
import { derivedKey, derivedStringToSign, sign, stringToSign } from './sign.ts'

// What the vendor's SDKs sent to a listener, signed with this key.
const key = { id: 'TESTAK00000000000001', secret: 'testsk0000000000000000000000000000000001' }
const project = '0549b4a43100d4f32f51c01c2fe4acdb'
const instance = 'cc6345c64cec47499182467ea0dd432ain02'
const nodeHeaders = 'content-type;host;x-project-id;x-sdk-date'

interface Vector {
  readonly method: string
  readonly target: string
  readonly headers: Record<string, string>
  readonly signed: string
  readonly body: string
}

const dds = { 'content-type': 'application/json', host: '127.0.0.1:42899', 'x-sdk-date': '20261121T203429Z' }
const later = { 'content-type': 'application/json', host: '127.0.0.1:35865', 'x-sdk-date': '20261121T203442Z' }

const vectors = {
  batchTagAction: {
    method: 'POST',
    target: `/v3/${project}/instances/${instance}/tags/action`,
    headers: { ...dds, 'x-project-id': project },
    signed: nodeHeaders,
    body: '{"action":"create","tags":[{"key":"key1","value":"value1"},{"key":"env","value":""}]}',
  },
  listInstances: {
    method: 'GET',
    target: `/v3/${project}/instances?id=abc%20in02&name=*hy(1)!&offset=0&limit=10`,
    headers: { ...dds, 'x-project-id': project },
    signed: nodeHeaders,
    body: '',
  },
  listProjects: {
    method: 'GET',
    target: '/v3/projects?name=cn-north-4',
    headers: later,
    signed: 'content-type;host;x-sdk-date',
    body: '{}',
  },
  instanceTags: {
    method: 'GET',
    target: '/v3/p1/instances/i1/tags',
    headers: { ...later, 'x-project-id': 'p1' },
    signed: nodeHeaders,
    body: '',
  },
  temporaryKey: {
    method: 'GET',
    target: '/v3/p1/instances/i1/tags',
    headers: { ...later, 'x-project-id': 'p1', 'x-security-token': 'STS_TOKEN_VALUE' },
    signed: `${nodeHeaders};x-security-token`,
    body: '',
  },
} satisfies Record<string, Vector>

function canonical({ method, target, headers, signed, body }: Vector): string {
  const parsed = parseTarget(target)
  if (!parsed) throw new Error(`not a target: ${target}`)
  return canonicalRequest({
    method,
    target: parsed,
    headers,
    signedHeaders: signed.split(';'),
    body: Buffer.from(body),
  })
}

function signature(vector: Vector): string {
  return sign(key.secret, stringToSign(vector.headers['x-sdk-date'] ?? '', canonical(vector)))
}

test('the canonical request is the one captured', () => {
  expect(canonical(vectors.batchTagAction)).toBe(
    `POST
/v3/${project}/instances/${instance}/tags/action/

content-type:application/json
host:127.0.0.1:42899
x-project-id:${project}
x-sdk-date:20261121T203429Z

${nodeHeaders}
da46def0f4c6766f216a83a4f45c1658fdc5d4f0447fb16338e60165530edeaf`,
  )
  expect(hash('sha256', canonical(vectors.batchTagAction))).toBe(
    '94f49caa3d63ca19bf49708b7d3dbc321c8c52fd5b9399eb1de66723ab49a3b7',
  )
  expect(hash('sha256', canonical(vectors.listInstances))).toMatch(/^384944d4.*9126$/)
})

test.each([
  ['batchTagAction', 'f698d2782846990f422d2fd55bbd0fee21e6e053ca56b2b70ff18883d685548b'],
  ['listInstances', 'e865c35d88606aa19820c794e73722158ee23917f001fd6536c1617b28818021'],
  ['listProjects', '64349f6c9f3c7a6dc3700a3ce034f44cc99cdf60af5e873bf11d7fbf2bc985b2'],
  ['temporaryKey', '60c43d082b85840f6ef3073b5c8c621b4df57daccd6c1d7acefd32703a7a80e9'],
] as const)('SDK-HMAC-SHA256 signs %s as captured', (name, expected) => {
  expect(signature(vectors[name])).toBe(expected)
})

test('V11-HMAC-SHA256 signs with a key derived for day, region and service', () => {
  const info = '20261121/cn-north-4-5/dds'
  expect(derivedKey(key, info)).toBe('556965826a5f83c8712d73ed52542ba9b238c39171d0678c0cef8bdd77f8b01d')
  expect(
    sign(derivedKey(key, info), derivedStringToSign(info, '20261121T203442Z', canonical(vectors.instanceTags))),
  ).toBe('7212be223c59b2042be2d9e051dd83b9b1e6f462a106a3232f78f3d90a81bf87')
})

test.each([
  ['{"action":"create","tags":[{"key":"k","value":null},{"key":"中文","value":"é <&>"}]}', 87],
  [
    '{"action": "create", "tags": [{"key": "k", "value": ""}, {"key": "n"}, {"key": "u", "value": "\\u00e9 \\u4e2d"}]}',
    111,
  ],
])('the bytes of a body are hashed as they came: %s', (body, bytes) => {
  expect(Buffer.byteLength(body)).toBe(bytes)
  expect(payloadHash({}, [], Buffer.from(body))).toBe(hash('sha256', Buffer.from(body)))
})

test('a query is signed decoded, encoded anew and sorted', () => {
  const query = (target: string) => canonicalQuery(parseTarget(target)?.query ?? [])
  expect(query('/?id=x%20in02&limit=5&name=%2Aa%28b%29%21&tags=a%3Db%2Cc%3D')).toBe(
    'id=x%20in02&limit=5&name=%2Aa%28b%29%21&tags=a%3Db%2Cc%3D',
  )
  expect(query('/?b=2&a=2&a=1&c')).toBe('a=1&a=2&b=2&c=')
  expect(query('/?a=x+y')).toBe('a=x%20y')
})

test('a path is signed with each segment encoded and a slash at its end', () => {
  const path = (target: string) =>
    canonical({ method: 'GET', target, headers: {}, signed: 'host', body: '' }).split('\n')[1]
  expect(path('/v3/p/')).toBe('/v3/p/')
  expect(path('/v3/p')).toBe('/v3/p/')
  expect(path('/v3/%E4%B8%AD%2Fx!')).toBe('/v3/%E4%B8%AD%2Fx%21/')
})

test('another hash of the payload counts only if it says that the payload is unsigned, and is itself signed', () => {
  const stated = (text: string, signed: string[]) =>
    payloadHash({ 'x-sdk-content-sha256': text }, signed, Buffer.from('x'))
  expect(stated('UNSIGNED-PAYLOAD', ['x-sdk-content-sha256'])).toBe('UNSIGNED-PAYLOAD')
  expect(stated('UNSIGNED-PAYLOAD', ['x-sdk-date'])).toBe(hash('sha256', 'x'))
  expect(stated(hash('sha256', 'y'), ['x-sdk-content-sha256'])).toBe(hash('sha256', 'x'))
})

test('a header that the request lacks is signed as empty, whatever its name', () => {
  const lines = canonical({
    method: 'GET',
    target: '/',
    headers: { a: ' 1 ' },
    signed: 'a;__proto__;constructor',
    body: '',
  })
  expect(lines).toContain('\na:1\n__proto__:\nconstructor:\n\n')
})

test.each([
  ['a-_.~Z9', 'a-_.~Z9'],
  ["!'()*", '%21%27%28%29%2A'],
  ['中 +/', '%E4%B8%AD%20%2B%2F'],
])('%j is encoded as %j', (text, encoded) => {
  expect(percentEncode(text)).toBe(encoded)
})

test.each([
  ['SDK-HMAC-SHA256 Access=A, SignedHeaders=host;x-sdk-date, Signature=s', { accessKey: 'A' }],
  ['SDK-HMAC-SHA256 Access=A,SignedHeaders=Host;X-Sdk-Date,Signature=s', { signedHeaders: ['host', 'x-sdk-date'] }],
  ['V11-HMAC-SHA256 Credential=A/20261121/r/dds, SignedHeaders=a, Signature=s', { derivationInfo: '20261121/r/dds' }],
])('%s is read', (header, part) => {
  expect(parseAuthorization(header)).toMatchObject(part)
})

test.each([
  '',
  'Basic eDp5',
  'SDK-HMAC-SM3 Access=A, SignedHeaders=a, Signature=s',
  'SDK-HMAC-SHA256',
  'SDK-HMAC-SHA256 ',
  'SDK-HMAC-SHA256 Access=A, SignedHeaders=a',
  'SDK-HMAC-SHA256 Access=, SignedHeaders=a, Signature=s',
  'SDK-HMAC-SHA256 Credential=A/b, SignedHeaders=a, Signature=s',
  'V11-HMAC-SHA256 Credential=A, SignedHeaders=a, Signature=s',
  `V11-HMAC-SHA256 Credential=A/${'x'.repeat(2000)}, SignedHeaders=a, Signature=s`,
  `SDK-HMAC-SHA256 Access=A, SignedHeaders=${'a;'.repeat(200)}, Signature=s`,
])('%.60s is no authorization', (header) => {
  expect(parseAuthorization(header)).toBeUndefined()
})

test('X-Sdk-Date is a date in one format', () => {
  expect(parseSdkDate('20261121T203429Z')).toBe(Date.UTC(2026, 10, 21, 20, 34, 29))
  expect(formatSdkDate(Date.UTC(2026, 10, 21, 20, 34, 29))).toBe('20261121T203429Z')
  for (const text of ['', '2026-11-21T20:34:29Z', '20261321T203429Z', '20261121T253429Z', '20261121T203429', 'x']) {
    expect(parseSdkDate(text)).toBeUndefined()
  }
})
