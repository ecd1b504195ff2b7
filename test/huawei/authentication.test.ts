import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningServer } from '../server.ts'
import * as fleet from './fleet.ts'
import { derivation, signed } from './signer.ts'

const { beijing, ordersDb, key } = fleet
const instanceTags = `/v3/${beijing}/instances/${ordersDb}/tags`
const action = `${instanceTags}/action`
const body = '{"action":"delete","tags":[{"key":"env"}]}'
const minute = 60_000

let server: RunningServer
beforeAll(async () => {
  server = await fleet.startFleet()
})
afterAll(() => server[Symbol.asyncDispose]())

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * minute)
const untagged = () => fleet.sendSigned(server, 'GET', instanceTags).then(({ body }) => body.tags.length === 0)
/** The gateway’s error, with what stands in its message. */
const gateway = (status: number, error_code: string, part: string) => ({
  status,
  headers: { 'x-request-id': expect.stringMatching(/^[0-9a-f]{32}$/) },
  body: { error_code, error_msg: expect.stringContaining(part), request_id: expect.stringMatching(/^[0-9a-f]{32}$/) },
})
/** A tag call whose headers were signed and then altered. */
function altered(change: (headers: Record<string, string>) => Record<string, string>, sent = body) {
  const headers = signed({ method: 'POST', target: action, headers: { host: server.host }, body }, key)
  return fleet.send(server, 'POST', action, change(headers), sent)
}
const replaced = (from: string | RegExp, to: string) =>
  altered((headers) => ({ ...headers, Authorization: headers.Authorization?.replace(from, to) ?? '' }))

describe('a signed call is refused', () => {
  test.each<[string, () => Promise<fleet.Reply>, string]>([
    ['with another signature', () => replaced(/Signature=.{8}/, 'Signature=00000000'), 'verify aksk signature fail'],
    [
      'with a security token that the key does not have',
      () => altered((headers) => ({ ...headers, 'X-Security-Token': 'garbage' })),
      'the security token is not one of the access key',
    ],
    ['with a signature cut short', () => replaced(/.$/, ''), 'verify aksk signature fail'],
    ['without a signature', () => replaced(/, Signature=.*$/, ''), 'malformed'],
    ['with an empty signature', () => replaced(/Signature=.*$/, 'Signature='), 'malformed'],
    ['with its date unsigned', () => replaced(';x-sdk-date', ''), 'malformed'],
    [
      'with another body',
      () => altered((headers) => headers, body.replace('env', 'foo')),
      'verify aksk signature fail',
    ],
    [
      'with another body under the hash of the first',
      () =>
        altered(
          (headers) => ({
            ...headers,
            'X-Sdk-Content-Sha256': 'da46def0f4c6766f216a83a4f45c1658fdc5d4f0447fb16338e60165530edeaf',
          }),
          body.replace('env', 'foo'),
        ),
      'verify aksk signature fail',
    ],
    [
      'with a body declared unsigned afterwards',
      () =>
        altered((headers) => ({ ...headers, 'X-Sdk-Content-Sha256': 'UNSIGNED-PAYLOAD' }), body.replace('env', 'foo')),
      'verify aksk signature fail',
    ],
    [
      'with another date',
      () => altered((headers) => ({ ...headers, 'X-Sdk-Date': '20260101T000000Z' })),
      'signature expired, signature time:20260101T000000Z,server time:20',
    ],
    [
      'with a date that is none',
      () => altered((headers) => ({ ...headers, 'X-Sdk-Date': 'today' })),
      'signature expired',
    ],
    [
      'from 16 minutes ago',
      () => fleet.sendSigned(server, 'POST', action, body, { at: inMinutes(-16) }),
      'signature expired',
    ],
    [
      'from 16 minutes ahead',
      () => fleet.sendSigned(server, 'POST', action, body, { at: inMinutes(16) }),
      'signature expired',
    ],
    [
      'with an unknown key',
      () => fleet.sendSigned(server, 'POST', action, body, { by: { ...key, id: 'UNKNOWN' } }),
      'ak UNKNOWN not exist',
    ],
    [
      'with an inactive key',
      () => fleet.sendSigned(server, 'POST', action, body, { by: fleet.inactiveKey }),
      'Get secretKey failed',
    ],
    [
      'with another secret',
      () => fleet.sendSigned(server, 'POST', action, body, { by: { ...key, secret: 'wrong' } }),
      'verify aksk signature fail',
    ],
    [
      'with a key derived for another day',
      () =>
        fleet.sendSigned(server, 'POST', action, body, {
          derivedFor: derivation('cn-north-4/dds', inMinutes(-24 * 60)),
        }),
      'the Credential is of another day',
    ],
    ['in an algorithm that is not served', () => replaced('SDK-HMAC-SHA256', 'SDK-HMAC-SM3'), 'malformed'],
    [
      'with an authorization of 20 KB',
      () => replaced(/SignedHeaders=/, `SignedHeaders=${'a;'.repeat(10_000)}`),
      'malformed',
    ],
  ])('%s', async (_, call, part) => {
    expect(await call()).toMatchObject(gateway(401, 'APIGW.0301', `Incorrect IAM authentication information: `))
    expect((await call()).body.error_msg).toContain(part)
    expect(await untagged()).toBe(false)
  })

  test('with the server’s canonical request in the answer, to compare with', async () => {
    const { body } = await replaced(/.$/, '')
    expect(body.error_msg).toContain(`canonicalRequest:POST|${action}/||host:${server.host}|x-sdk-date:20`)
  })

  test('by the vendor’s client with a wrong secret', async () => {
    const client = fleet.clientFor(server, beijing, { ...key, secret: 'wrong' })
    await expect(client.listInstanceTags({ instance_id: ordersDb } as never)).rejects.toMatchObject(
      fleet.refusal(401, 'APIGW.0301', expect.stringContaining('verify aksk signature fail')),
    )
  })

  test('by the vendor’s client for a project of another domain', async () => {
    const client = fleet.clientFor(server, beijing, fleet.foreignKey)
    await expect(client.listInstanceTags({ instance_id: ordersDb } as never)).rejects.toMatchObject(
      fleet.refusal(400, 'DBS.200010'),
    )
  })

  test('more than five times in a row without locking the key: whoever knows its id could lock its owner out', async () => {
    for (let n = 0; n < 8; n++) expect((await replaced(/.$/, '')).status).toBe(401)
    expect((await fleet.sendSigned(server, 'GET', instanceTags)).status).toBe(200)
  })
})

describe('a signed call is accepted', () => {
  const get = (headers: Record<string, string>, options = {}) => {
    const target = `/v3/${beijing}/instances?name=*hy(1)!&limit=10&id=a%20b`
    return fleet.send(server, 'GET', target, signed({ method: 'GET', target, headers }, key, options))
  }

  test.each<[string, () => Promise<fleet.Reply>]>([
    ['from 14 minutes ago', () => fleet.sendSigned(server, 'GET', instanceTags, '', { at: inMinutes(-14) })],
    ['from 14 minutes ahead', () => fleet.sendSigned(server, 'GET', instanceTags, '', { at: inMinutes(14) })],
    [
      'with V11-HMAC-SHA256',
      () => fleet.sendSigned(server, 'GET', instanceTags, '', { derivedFor: derivation('cn-north-4/dds') }),
    ],
    ['with a body on GET', () => fleet.sendSigned(server, 'GET', instanceTags, '{}')],
    ['with its host unsigned', () => get({})],
    [
      'with the payload unsigned, if the header that says so is signed',
      () => get({ 'X-Sdk-Content-Sha256': 'UNSIGNED-PAYLOAD' }),
    ],
    ['with a slash at the end of its path', () => fleet.sendSigned(server, 'GET', `${instanceTags}/`)],
    ['with an empty query', () => fleet.sendSigned(server, 'GET', `${instanceTags}?`)],
  ])('%s', async (_, call) => expect(await call()).toMatchObject({ status: 200 }))
})

describe('a token', () => {
  const withToken = (token: string, target = instanceTags) =>
    fleet.send(server, 'GET', target, { 'X-Auth-Token': token })

  test('is good for its project', async () => {
    expect(await withToken(await fleet.tokenFor(server, beijing))).toMatchObject({ status: 200 })
  })

  test('is not good for another project of the same domain', async () => {
    const reply = await withToken(await fleet.tokenFor(server, fleet.wide))
    expect(reply).toMatchObject({
      status: 400,
      body: { error_code: 'DBS.200010', error_msg: 'Authentication failed.' },
    })
  })

  test('of the domain is good for no project', async () => {
    const { headers } = await fleet.askForToken(server)
    expect(await withToken(String(headers['x-subject-token']))).toMatchObject({
      status: 400,
      body: { error_code: 'DBS.200010' },
    })
  })

  test('of another domain is not good either', async () => {
    const { headers } = await fleet.askForToken(server, {
      domain: 'globex',
      password: 'Globex-Passw0rd',
      scope: { project: { id: fleet.foreign } },
    })
    expect(await withToken(String(headers['x-subject-token']))).toMatchObject({
      status: 400,
      body: { error_code: 'DBS.200010' },
    })
  })

  test.each(['', 'garbage', 'x'.repeat(8000), '%00', "' or 1=1 --"])('that is %.20j is refused', async (token) => {
    expect(await withToken(token)).toMatchObject(gateway(401, 'APIGW.0301', 'decrypt token fail'))
  })

  test('with its last character cut off is refused', async () => {
    const token = await fleet.tokenFor(server, beijing)
    expect(await withToken(token.slice(0, -1))).toMatchObject({ status: 401 })
  })

  test('is needed where nothing is signed', async () => {
    expect(await fleet.send(server, 'GET', instanceTags)).toMatchObject(
      gateway(401, 'APIGW.0301', 'x-auth-token not found'),
    )
    expect(await fleet.send(server, 'GET', instanceTags, { Authorization: 'Basic YTpi' })).toMatchObject({
      status: 401,
    })
  })
})

describe('the gateway', () => {
  test.each([
    ['GET', '/v3'],
    ['GET', `/v3/${beijing}/nothing`],
    ['PATCH', instanceTags],
    ['GET', action],
    ['GET', `/v3.1/${beijing}/jobs`],
    ['GET', '/v3.0/OS-USER/users'],
  ])('knows no %s %s, signed or not', async (method, target) => {
    const unknown = gateway(404, 'APIGW.0101', 'The API does not exist or has not been published in the environment.')
    expect(await fleet.send(server, method, target)).toMatchObject(unknown)
    expect(await fleet.sendSigned(server, method, target)).toMatchObject(unknown)
  })

  test.each([`/v3/%zz/tags`, `${instanceTags}?a=%`, `${instanceTags}?a=%C0%AF`])(
    'refuses %s as malformed',
    async (target) => {
      expect(await fleet.send(server, 'GET', target)).toMatchObject(gateway(400, 'APIGW.0201', 'malformed'))
    },
  )

  test('answers JSON with a request id, whether it is good news or not', async () => {
    for (const reply of [
      await fleet.sendSigned(server, 'GET', instanceTags),
      await fleet.send(server, 'GET', '/v3/x'),
    ]) {
      expect(reply.headers['content-type']).toMatch(/^application\/json/)
      expect(reply.headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/)
    }
  })

  test('logs no secret, no token and no signature', async () => {
    const token = await fleet.tokenFor(server, beijing)
    await fleet.send(server, 'GET', instanceTags, { 'X-Auth-Token': token })
    const headers = signed({ method: 'GET', target: instanceTags, headers: {} }, key)
    await fleet.send(server, 'GET', instanceTags, headers)
    const log = server.output().slice(server.output().indexOf('{"level"'))
    expect(log).not.toContain(token)
    expect(log).not.toContain('Test-Passw0rd')
    expect(log).not.toContain(headers.Authorization?.split('Signature=')[1])
  })
})
