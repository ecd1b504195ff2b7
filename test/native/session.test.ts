import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../alibaba/send.ts'
import { signV3 } from '../alibaba/signer.ts'
import { tagplane } from '../server/command.ts'
import { type RunningServer, startServer } from '../server.ts'
import { asPage, Browser, callAs, keys, send, withKeys } from './client.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
})
afterAll(() => server[Symbol.asyncDispose]())

const rootSignIn = {
  cloud: 'alibaba',
  accessKeyId: 'LTAI5tExampleRootKey',
  accessKeySecret: keys.alibabaRoot.split(':')[1],
}
const userSignIn = { cloud: 'huawei', domain: 'acme', user: 'admin', password: 'Example-Passw0rd' }
const actors = async (browser: Browser) =>
  (await browser.call('GET', '/api/v1/session')).body.principals.map(({ actor }: { actor: string }) => actor)

test('nobody is signed in at first', async () => {
  expect(await actors(new Browser(server))).toEqual([])
})

test('an access key signs in', async () => {
  const browser = new Browser(server)
  const { status, body } = await browser.signIn(keys.alibabaOps, 'alibaba')
  expect(status).toBe(201)
  expect(body.principals).toMatchObject([{ cloud: 'alibaba', kind: 'user', name: 'ops', administrator: false }])
  expect(await actors(browser)).toEqual(['acs:ram::1234567890123456:user/ops'])
})

test('a user signs in with his password, beside the key of the other cloud', async () => {
  const browser = new Browser(server)
  await browser.signIn(keys.alibabaRoot, 'alibaba')
  expect((await browser.call('POST', '/api/v1/session', { body: userSignIn })).body.principals).toHaveLength(2)
  expect(await actors(browser)).toEqual([
    'acs:ram::1234567890123456:root',
    'iam::0123456789abcdef0123456789abcdef:user:admin',
  ])
})

test('the cookie is out of reach of scripts and other sites, and lasts 12 hours', async () => {
  const { headers } = await new Browser(server).signIn(keys.alibabaRoot, 'alibaba')
  expect(headers['set-cookie']).toEqual([
    expect.stringMatching(/^tagplane-alibaba=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/),
  ])
})

test('a temporary key signs in with its security token, and the session ends with it', async () => {
  const [id = '', secret = ''] = keys.alibabaOps.split(':')
  const role = [
    ['RoleArn', 'acs:ram::1234567890123456:role/steward'],
    ['RoleSessionName', 'console'],
    ['DurationSeconds', '900'],
  ] as const
  const assumed = await ask(server, signV3(server.host, { id, secret }, 'AssumeRole', role, { version: '2015-04-01' }))
  const { AccessKeyId: accessKeyId, AccessKeySecret: accessKeySecret, SecurityToken } = assumed.Credentials
  const body = { cloud: 'alibaba', accessKeyId, accessKeySecret }
  expect((await new Browser(server).call('POST', '/api/v1/session', { body })).status).toBe(401)
  const browser = new Browser(server)
  const signedIn = await browser.call('POST', '/api/v1/session', { body: { ...body, securityToken: SecurityToken } })
  expect(signedIn.body.principals).toMatchObject([
    { kind: 'role', actor: 'acs:ram::1234567890123456:assumed-role/steward/console' },
  ])
  expect(Date.parse(signedIn.body.principals[0].expiresAt)).toBeLessThan(Date.now() + 901_000)
  const headers = withKeys(`${accessKeyId}:${accessKeySecret}`)
  expect((await send(server, 'GET', '/api/v1/session', { headers })).status).toBe(401)
})

test('behind TLS the cookie is of this host alone', async () => {
  await using proxied = await startServer({ args: ['--demo', '--public-url', 'https://tags.example.com'] })
  const headers = { ...asPage(proxied), origin: 'https://tags.example.com' }
  const reply = await send(proxied, 'POST', '/api/v1/session', { headers, body: rootSignIn })
  expect(reply.headers['set-cookie']).toEqual([
    expect.stringMatching(
      /^__Host-tagplane-alibaba=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/,
    ),
  ])
})

test('a session survives a restart', async () => {
  await using first = await startServer({ args: ['--demo'] })
  const browser = new Browser(first)
  await browser.signIn(keys.alibabaRoot, 'alibaba')
  await first.stop()
  await using second = await startServer({ args: ['--demo'], data: first.data })
  const again = new Browser(second)
  for (const [name, value] of browser.cookies) again.cookies.set(name, value)
  expect(await actors(again)).toHaveLength(1)
})

test('a session ends with its key', async () => {
  await using own = await startServer({ args: ['--demo'] })
  const browser = new Browser(own)
  await browser.signIn(keys.alibabaOps, 'alibaba')
  const { status } = await tagplane(['access', 'disable', 'key', 'LTAI5tExampleOpsKey', '--data', own.data])
  expect(status).toBe(0)
  expect(await actors(browser)).toEqual([])
})

test('a session that began with a password outlives the user’s keys', async () => {
  await using own = await startServer({ args: ['--demo'] })
  const browser = new Browser(own)
  await browser.call('POST', '/api/v1/session', { body: userSignIn })
  const byKey = new Browser(own)
  await byKey.signIn(keys.huaweiAdmin, 'huawei')
  const { status } = await tagplane(['access', 'disable', 'key', 'EXAMPLEAK000000000001', '--data', own.data])
  expect(status).toBe(0)
  expect([(await actors(byKey)).length, (await actors(browser)).length]).toEqual([0, 1])
})

test('who signs out is out everywhere', async () => {
  const browser = new Browser(server)
  await browser.signIn(keys.alibabaRoot, 'alibaba')
  const other = new Browser(server)
  for (const [name, value] of browser.cookies) other.cookies.set(name, value)
  expect((await browser.call('DELETE', '/api/v1/session')).body).toEqual({ principals: [] })
  expect([browser.cookies.size, await actors(other)]).toEqual([0, []])
})

test('one signs out of one cloud and stays at the other', async () => {
  const browser = new Browser(server)
  await browser.signIn(keys.alibabaRoot, 'alibaba')
  await browser.signIn(keys.huaweiAdmin, 'huawei')
  const { body } = await browser.call('DELETE', '/api/v1/session?cloud=alibaba')
  expect(body.principals).toMatchObject([{ cloud: 'huawei' }])
  expect(await actors(browser)).toHaveLength(1)
})

test('who signs in again leaves no session behind', async () => {
  const browser = new Browser(server)
  await browser.signIn(keys.alibabaRoot, 'alibaba')
  const left = new Browser(server)
  for (const [name, value] of browser.cookies) left.cookies.set(name, value)
  await browser.signIn(keys.alibabaOps, 'alibaba')
  expect([await actors(left), await actors(browser)]).toEqual([[], ['acs:ram::1234567890123456:user/ops']])
})

test('a session is no token of the vendor’s own API', async () => {
  const browser = new Browser(server)
  await browser.signIn(keys.huaweiAdmin, 'huawei')
  const headers = { 'x-auth-token': browser.cookies.get('tagplane-huawei') ?? '' }
  expect(headers['x-auth-token']).toHaveLength(43)
  expect((await send(server, 'GET', '/v3/projects', { headers })).status).toBe(401)
})

test.each<[string, object, number, string]>([
  ['a wrong secret', { ...rootSignIn, accessKeySecret: 'wrong' }, 401, 'WrongCredentials'],
  ['an unknown key', { ...rootSignIn, accessKeyId: '__proto__' }, 401, 'WrongCredentials'],
  ['a permanent key with a security token', { ...rootSignIn, securityToken: 'x' }, 401, 'WrongCredentials'],
  ['the key of another cloud', { ...rootSignIn, cloud: 'huawei' }, 401, 'WrongCredentials'],
  ['an unknown cloud', { ...rootSignIn, cloud: 'other' }, 400, 'InvalidParameter'],
  ['a password where there are none', { ...userSignIn, cloud: 'alibaba' }, 400, 'InvalidParameter'],
  ['an unknown link', { signInToken: 'x' }, 401, 'LinkSpent'],
  ['a member too many', { ...rootSignIn, administrator: true }, 400, 'InvalidParameter'],
  ['nothing', {}, 400, 'InvalidParameter'],
])('%s signs nobody in', async (_what, body, status, code) => {
  const reply = await new Browser(server).call('POST', '/api/v1/session', { body })
  expect([reply.status, reply.body.error.code, reply.headers['set-cookie']]).toEqual([status, code, undefined])
})

test('wrong passwords count together with those sent to the vendor’s own API', async () => {
  await using own = await startServer({ args: ['--demo'] })
  const wrong = { ...userSignIn, password: 'wrong' }
  const guess = async () => (await new Browser(own).call('POST', '/api/v1/session', { body: wrong })).body.error.message
  const first = await guess()
  for (let n = 1; n < 5; n++) expect(await guess()).toBe(first)
  const user = { name: 'admin', password: userSignIn.password, domain: { name: 'acme' } }
  const auth = { identity: { methods: ['password'], password: { user } } }
  const headers = { 'content-type': 'application/json' }
  const reply = await send(own, 'POST', '/v3/auth/tokens', { headers, body: { auth } })
  expect([reply.status, reply.body.error.message]).toEqual([401, expect.stringContaining('locked')])
  expect(await guess()).toBe(reply.body.error.message)
})

const linkOf = ({ output }: RunningServer) => /\/console\/#sign-in=([\w-]+)/.exec(output())?.[1] ?? ''

test('the link of the demo signs in as the administrators of both clouds, once', async () => {
  await using own = await startServer({ args: ['--demo'] })
  const [browser, late] = [new Browser(own), new Browser(own)]
  const body = { signInToken: linkOf(own) }
  expect(body.signInToken).toHaveLength(43)
  expect((await browser.call('POST', '/api/v1/session', { body })).body.principals).toMatchObject([
    { cloud: 'alibaba', administrator: true },
    { cloud: 'huawei', administrator: true },
  ])
  expect(await actors(browser)).toHaveLength(2)
  expect((await late.call('POST', '/api/v1/session', { body })).body.error.code).toBe('LinkSpent')
})

test('there is no link without the demo', async () => {
  await using own = await startServer({ seed: new URL('../alibaba/seed.yaml', import.meta.url) })
  expect(own.output()).not.toContain('sign-in')
})

const foreign: readonly [string, Record<string, string | undefined>][] = [
  ['of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['of another site by its origin', { origin: 'https://evil.example' }],
  ['of another port', { origin: 'http://127.0.0.1:1' }],
  ['of a page without an origin', { origin: 'null' }],
  ['of the same site, not the same origin', { 'sec-fetch-site': 'same-site' }],
  ['that says not where it comes from', { origin: undefined, 'sec-fetch-site': undefined }],
  ['without our header', { 'x-tagplane-client': undefined }],
  ['of a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['of a form as text', { 'content-type': 'text/plain' }],
  ['without a type', { 'content-type': undefined }],
]

test.each(foreign)('a call %s changes nothing', async (_what, changed) => {
  const headers = Object.fromEntries(
    Object.entries({ ...asPage(server), ...changed }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  )
  const { status, body } = await send(server, 'POST', '/api/v1/session', { headers, body: rootSignIn })
  expect([status, body.error.code]).toEqual([403, 'CrossSite'])
})

test('no other site may read an answer', async () => {
  const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
  const reply = await send(server, 'OPTIONS', '/api/v1/session', { headers })
  expect(reply.status).toBe(405)
  expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
})

test('a program shows its key with the call, one of each cloud', async () => {
  const headers = withKeys(keys.alibabaOps, keys.huaweiOps)
  const { body } = await send(server, 'GET', '/api/v1/session', { headers })
  expect(body.principals).toMatchObject([{ cloud: 'alibaba' }, { cloud: 'huawei', name: 'ops' }])
  expect(body.principals[0]).not.toHaveProperty('expiresAt')
})

test.each<[string, string]>([
  ['a wrong secret', withKeys('LTAI5tExampleRootKey:wrong').authorization ?? ''],
  ['a disabled key', withKeys(keys.alibabaAudit).authorization ?? ''],
  ['no secret', withKeys('LTAI5tExampleRootKey').authorization ?? ''],
  ['two keys of one cloud', withKeys(keys.alibabaRoot, keys.alibabaOps).authorization ?? ''],
  ['a good key and a wrong one', withKeys(keys.alibabaRoot, 'EXAMPLEAK000000000001:x').authorization ?? ''],
  ['another scheme', 'Bearer x'],
  ['no credentials', 'Basic'],
  ['thousands of credentials', 'Basic eDp5,'.repeat(2000)],
])('%s in Authorization lets nobody in', async (_what, authorization) => {
  const reply = await send(server, 'GET', '/api/v1/session', { headers: { authorization } })
  expect([reply.status, reply.body.error.code]).toEqual([401, 'WrongCredentials'])
  expect(reply.headers['www-authenticate']).not.toContain('Basic')
})

test('a key in Authorization is no excuse for a foreign origin', async () => {
  const headers = { ...withKeys(keys.alibabaRoot), origin: 'https://evil.example' }
  expect((await send(server, 'DELETE', '/api/v1/session', { headers })).status).toBe(403)
})

test.each<[string, string, number, string]>([
  ['GET', '/api/v1', 404, 'NoSuchOperation'],
  ['GET', '/api/v1/', 404, 'NoSuchOperation'],
  ['GET', '/api/v1/nothing', 404, 'NoSuchOperation'],
  ['GET', '/api/v1/__proto__', 404, 'NoSuchOperation'],
  ['PUT', '/api/v1/session', 405, 'MethodNotAllowed'],
  ['GET', '/api/v1/%', 400, 'MalformedRequest'],
  ['GET', '/api/v1/session?x=1', 400, 'InvalidParameter'],
  ['GET', '/api/v1/session?__proto__=1', 400, 'InvalidParameter'],
])('%s %s gives %i %s', async (method, path, status, code) => {
  const reply = await send(server, method, path)
  expect([reply.status, reply.body.error.code]).toEqual([status, code])
  expect(reply.body.error.requestId).toBe(reply.headers['x-request-id'])
})

test.each<[string, string]>([
  ['no JSON', '{'],
  ['no object', '[]'],
  ['a member twice', '{"cloud":"alibaba","cloud":"alibaba"}'],
  ['deep nesting', '['.repeat(1000)],
])('%s is a malformed body', async (_what, body) => {
  const reply = await new Browser(server).call('POST', '/api/v1/session', { body })
  expect([reply.status, reply.body.error.code]).toEqual([400, 'MalformedBody'])
})

test('a body that is too long is refused', async () => {
  const reply = await new Browser(server).call('POST', '/api/v1/session', { body: 'x'.repeat(600_000) })
  expect([reply.status, reply.body.error.code]).toEqual([413, 'BodyTooLarge'])
})

test('a refusal says back little of what was sent', async () => {
  const body = { ...rootSignIn, ['x'.repeat(100_000)]: 1 }
  const reply = await new Browser(server).call('POST', '/api/v1/session', { body })
  expect(reply.status).toBe(400)
  expect(reply.text.length).toBeLessThan(1000)
})

test('secrets stand in no log and no audit record', async () => {
  await using own = await startServer({ args: ['--demo'] })
  const browser = new Browser(own)
  await browser.signIn(keys.alibabaRoot, 'alibaba')
  await callAs(own, [keys.huaweiAdmin], 'GET', '/api/v1/session')
  const { stdout } = await tagplane(['audit', '--json', '--data', own.data])
  const log = own.output().slice(own.output().indexOf('{"level"'))
  expect(stdout).toContain('"operation":"SignIn"')
  expect(log).toContain('"operation":"SignIn"')
  for (const secret of [...browser.cookies.values(), 'ExampleRootSecret', 'ExampleSecretKey']) {
    expect(log + stdout).not.toContain(secret)
  }
})
