import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Key, signV1 } from '../alibaba/signer.ts'
import { type RunningServer, startServer } from '../server.ts'
import { callAs, keys, type Reply } from './client.ts'
import { both, sendSigned, sign, type VendorCall } from './explorer-calls.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
})
afterAll(() => server[Symbol.asyncDispose]())

const tags: VendorCall = {
  cloud: 'alibaba',
  operation: 'DescribeTags',
  parameters: { RegionId: 'cn-hangzhou', ResourceType: 'INSTANCE' },
}
const projects: VendorCall = { cloud: 'huawei', operation: 'KeystoneListProjects', parameters: { name: 'cn-north-4' } }

type Signed = Reply['body']

/** As a proxy would show it. */
function asHttp({ method, target, headers, body }: Signed): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return `${method} ${target} HTTP/1.1\n${lines.join('\n')}\n\n${body}`
}

function asCurl({ method, url, headers, body }: Signed): string {
  const options = Object.entries(headers).map(([name, value]) => `-H '${name}: ${value}'`)
  return `curl -s -X ${method} '${url}' ${options.join(' ')} ${body === '' ? '' : `--data-raw '${body}'`}`
}

function diagnose(body: object, who: readonly string[] = both): Promise<Reply> {
  return callAs(server, who, 'POST', '/api/v1/explorer/diagnose', body)
}

const [id = '', secret = ''] = keys.alibabaRoot.split(':')
const rootKey: Key = { id, secret }

const then = Date.UTC(2026, 0, 2, 3, 4, 5)

/** An address that was signed with V1 long ago. */
function signedV1(key = rootKey): string {
  return server.url + signV1(key, 'DescribeRegions', [], { method: 'GET', at: then }).path
}

test.each([
  [tags, asHttp],
  [tags, asCurl],
  [projects, asHttp],
  [projects, asCurl],
])('a good request has nothing wrong with it: %o', async (call, written) => {
  const signed = (await sign(server, call)).body
  const { status, body } = await diagnose({ request: written(signed) })
  expect([status, body.refusal, body.clock.fresh]).toEqual([200, undefined, true])
  expect(body.steps.slice(0, 2)).toEqual(signed.steps.slice(0, 2))
})

test('a request that was diagnosed can still be sent', async () => {
  const signed = (await sign(server, tags)).body
  await diagnose({ request: asHttp(signed) })
  expect((await sendSigned(server, signed)).status).toBe(200)
})

test.each([tags, projects])('the right signature of a wrong request is not told: $cloud', async (call) => {
  const signed = (await sign(server, call)).body
  const altered = {
    ...signed,
    headers: { ...signed.headers, authorization: signed.headers.authorization.replace(/.$/, '_') },
  }
  const { body, text } = await diagnose({ request: asHttp(altered) })
  expect(body.refusal.code).toMatch(/^(SignatureDoesNotMatch|APIGW\.0301)$/)
  const right = signed.steps[3].text
  expect([text.includes(right), text.includes(right.slice(0, 20))]).toEqual([false, false])
  for (const pair of both) expect(text).not.toContain(pair.split(':')[1])
})

test.each([tags, projects])('the first byte that differs is found: $cloud', async (call) => {
  const signed = (await sign(server, call)).body
  const [canonical, stringToSign] = signed.steps
  const client = canonical.text.replace('host:', 'Host:')
  const { body } = await diagnose({
    request: asHttp(signed),
    canonicalRequest: client,
    stringToSign: stringToSign.text,
  })
  const at = client.indexOf('Host:')
  const line = client.slice(0, at).split('\n').length
  expect(body.comparisons).toEqual([
    { step: 'canonical', difference: expect.objectContaining({ offset: at, line, column: 1 }) },
    { step: 'string-to-sign' },
  ])
})

test('an address that is signed with V1 is judged at the time that it states', async () => {
  const { body } = await diagnose({ request: signedV1() })
  expect([body.scheme, body.refusal, body.clock.fresh]).toEqual(['HMAC-SHA1', undefined, false])
  expect(body.clock.signedAt).toBe('2026-01-02T03:04:05.000Z')
})

test('what V1 signed is compared', async () => {
  const { body: first } = await diagnose({ request: signedV1() })
  const client = first.steps[1].text.replace('2015', '2016')
  const { body } = await diagnose({ request: signedV1(), stringToSign: client })
  expect(body.comparisons).toMatchObject([{ step: 'string-to-sign', difference: { line: 1 } }])
})

test.each([
  ['of another principal', { id: 'LTAI5tExampleOpsKey', secret: 'ExampleOpsSecret00000000000000' }],
  ['that is inactive', { id: 'LTAI5tExampleAuditKey', secret: 'ExampleAuditSecret000000000000' }],
  ['that is not there', { id: 'LTAI5tNoSuchKey', secret: 'x' }],
])('a key %s is not found, and the steps are told all the same', async (_, key) => {
  const { body } = await diagnose({ request: signedV1(key) })
  expect([body.refusal.code, body.steps.length]).toEqual(['InvalidAccessKeyId.NotFound', 4])
})

test.each<[string, (signed: Signed) => Signed, string]>([
  ['no nonce', (signed) => without(signed, 'x-acs-signature-nonce'), 'MissingSignatureNonce'],
  ['no date', (signed) => without(signed, 'x-acs-date'), 'MissingTimestamp'],
  ['a date in other words', (signed) => withHeader(signed, 'x-acs-date', 'today'), 'InvalidTimeStamp.Format'],
  ['another host', (signed) => withHeader(signed, 'host', 'other'), 'SignatureDoesNotMatch'],
  ['no digest', (signed) => without(signed, 'x-acs-content-sha256'), 'IncompleteSignature'],
])('%s is answered as the vendor’s API does', async (_, alter, code) => {
  const { body } = await diagnose({ request: asHttp(alter((await sign(server, tags)).body)) })
  expect(body.refusal.code).toBe(code)
})

test.each([
  ['GET /v3/projects HTTP/1.1\nX-Auth-Token: x'],
  ['GET /v3/projects HTTP/1.1'],
  ['http://127.0.0.1/?Action=DescribeRegions'],
])('%s is not signed', async (request) => {
  const { body } = await diagnose({ request })
  expect([body.scheme, body.steps]).toEqual([undefined, []])
})

test('who is signed in at one cloud gets nothing diagnosed of the other', async () => {
  const { status } = await diagnose({ request: 'GET /v3/projects HTTP/1.1\nAuthorization: x' }, [keys.alibabaRoot])
  expect(status).toBe(401)
})

test.each([['GET /elsewhere HTTP/1.1'], ['it fails'], ['x'.repeat(200_000)]])(
  '%.20s cannot be diagnosed',
  async (request) => {
    const { status, body } = await diagnose({ request })
    expect([status, body.error.code, body.error.parameter]).toEqual([400, 'InvalidParameter', 'request'])
  },
)

function without(signed: Signed, name: string): Signed {
  const { [name]: _, ...headers } = signed.headers
  return { ...signed, headers }
}

function withHeader(signed: Signed, name: string, value: string): Signed {
  return { ...signed, headers: { ...signed.headers, [name]: value } }
}
