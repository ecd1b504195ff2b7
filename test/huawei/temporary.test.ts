import core from '@huaweicloud/huaweicloud-sdk-core'
import nosql from '@huaweicloud/huaweicloud-sdk-gaussdbfornosql'
// The package's own entry asks for a file that it lacks.
import iam from '@huaweicloud/huaweicloud-sdk-iam/v3/public-api.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import * as fleet from './fleet.ts'
import { signed } from './signer.ts'

const { acme, beijing, singapore } = fleet
const globex = 'fedcba9876543210fedcba9876543210'
const testDb = '00000000000000000000000000000011in02'
const tagsPath = `/v3/${beijing}/instances/${testDb}/tags`
const tokens = '/v3/auth/tokens'
const securityTokens = '/v3.0/OS-CREDENTIAL/securitytokens'

const admin = { id: 'TESTAKADMIN0000001', secret: 'testsk-admin' }
const tagger = { id: 'TESTAKTAGGER000001', secret: 'testsk-tagger' }
const visitor = { id: 'TESTAKVISITOR00001', secret: 'testsk-visitor' }
const nobody = { id: 'TESTAKNOBODY000001', secret: 'testsk-nobody' }

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ seed: new URL('temporary.yaml', import.meta.url) })
})
afterAll(() => server[Symbol.asyncDispose]())

type Key = typeof admin

/** What the endpoint gives. */
interface Credential {
  readonly access: string
  readonly secret: string
  readonly securitytoken: string
}

const readOnly = { Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['dds:*:list*'] }] }
const byToken = (more: object = {}) => ({ methods: ['token'], token: more })
const byAgency = (more: object = {}) => ({
  methods: ['assume_role'],
  assume_role: { agency_name: 'auditor', domain_name: 'acme', ...more },
})

const bodyOf = (identity: object, scope?: object) => JSON.stringify({ auth: { identity, scope } })

/** Asks for temporary credentials with a token, or with none. */
function ask(identity: object, token?: string): Promise<fleet.Reply> {
  const headers = {
    'Content-Type': 'application/json;charset=utf8',
    ...(token !== undefined && { 'X-Auth-Token': token }),
  }
  return fleet.send(server, 'POST', securityTokens, headers, bodyOf(identity))
}

async function credentialOf(asked: Promise<fleet.Reply>): Promise<Credential> {
  const { status, body } = await asked
  expect({ status, body }).toMatchObject({ status: 201 })
  return body.credential
}

/** Signed in once: checking a password takes its time. */
const signedIn = new Map<string, Promise<string>>()
function tokenOf(name: string, domain = 'acme'): Promise<string> {
  const token = signedIn.get(name) ?? signIn(name, domain)
  signedIn.set(name, token)
  return token
}

async function signIn(name: string, domain: string): Promise<string> {
  const passwords: Record<string, string> = {
    admin: 'Test-Passw0rd',
    tagger: 'Tagger-Passw0rd',
    visitor: 'Visitor-Passw0rd',
    nobody: 'Nobody-Passw0rd',
  }
  const { headers } = await fleet.askForToken(server, { name, domain, password: passwords[name] ?? '' })
  return String(headers['x-subject-token'])
}

/** The vendor's client with temporary credentials, and nothing but the endpoint changed. */
function clientWith({ access, secret, securitytoken }: Credential) {
  const credentials = new core.BasicCredentials()
    .withAk(access)
    .withSk(secret)
    .withSecurityToken(securitytoken)
    .withProjectId(beijing)
  return nosql.GaussDBforNoSQLClient.newBuilder().withCredential(credentials).withEndpoint(server.url).build()
}

function iamClient({ id, secret }: Key, domain: string, securityToken = '') {
  const credentials = new core.GlobalCredentials()
    .withAk(id)
    .withSk(secret)
    .withSecurityToken(securityToken)
    .withDomainId(domain)
  return iam.IamClient.newBuilder()
    .withCredential(credentials as never)
    .withEndpoint(server.url)
    .build()
}

const list = (credential: Credential) => clientWith(credential).listInstanceTags({ instance_id: testDb } as never)
const change = (credential: Credential, action: string, tags: object[]) =>
  clientWith(credential).batchTagAction({ instance_id: testDb, body: { action, tags } } as never)

/** A signed call in the form of Terraform's provider: the security token is added after signing. */
function sendUnsigned(
  credential: Credential,
  method: string,
  target: string,
  body = '',
  token = credential.securitytoken,
) {
  const headers = {
    Accept: 'application/json',
    'Content-Type': 'application/json',
    'User-Agent': 'terraform-provider-iac golangsdk/2.0.0',
  }
  const key = { id: credential.access, secret: credential.secret }
  const unsigned = { 'X-Project-Id': beijing, 'X-Security-Token': token }
  return fleet.send(server, method, target, { ...signed({ method, target, headers, body }, key), ...unsigned }, body)
}

const incorrect = (tail: string) =>
  fleet.refusal(401, 'APIGW.0301', `Incorrect IAM authentication information: ${tail}`)
const foreignToken = 'the security token is not one of the access key'

describe('the vendor’s clients', () => {
  test('make temporary credentials of a user, and change tags with them', async () => {
    const body = { auth: { identity: byToken({ duration_seconds: 900 }) } }
    const { credential } = await iamClient(tagger, acme).createTemporaryAccessKeyByToken({ body } as never)
    await change(credential as never, 'create', [{ key: 'owner', value: 'ann' }])
    expect(await list(credential as never)).toMatchObject({
      tags: [
        { key: 'env', value: 'test' },
        { key: 'owner', value: 'ann' },
      ],
    })
    await change(credential as never, 'delete', [{ key: 'owner' }])
  })

  test('make temporary credentials of an agency of another domain, and read tags with them', async () => {
    const body = { auth: { identity: byAgency({ session_user: { name: 'night' } }) } }
    const { credential } = await iamClient(visitor, globex).createTemporaryAccessKeyByAgency({ body } as never)
    expect(await list(credential as never)).toMatchObject({ tags: [{ key: 'env', value: 'test' }] })
    await expect(change(credential as never, 'delete', [{ key: 'env' }])).rejects.toMatchObject(
      fleet.refusal(403, 'DBS.280063', expect.stringContaining('dds:instance:setTag')),
    )
  })

  test('make temporary credentials with temporary credentials, of themselves', async () => {
    const { access, secret, securitytoken } = await credentialOf(ask(byToken(), await tokenOf('tagger')))
    const client = iamClient({ id: access, secret }, acme, securitytoken)
    const { credential } = await client.createTemporaryAccessKeyByToken({
      body: { auth: { identity: byToken() } },
    } as never)
    expect(await list(credential as never)).toMatchObject({ httpStatusCode: 200 })
  })

  test('find their project with temporary credentials', async () => {
    const { access, secret, securitytoken } = await credentialOf(ask(byToken(), await tokenOf('admin')))
    const credentials = new core.BasicCredentials()
      .withAk(access)
      .withSk(secret)
      .withSecurityToken(securitytoken)
      .withIamEndpoint(server.url)
    const found = nosql.GaussDBforNoSQLClient.newBuilder()
      .withCredential(credentials)
      .withRegion(new core.Region('cn-north-4', [server.url]))
      .build()
    expect(await found.listInstanceTags({ instance_id: testDb } as never)).toMatchObject({ httpStatusCode: 200 })
  })

  test('are held to the policy that the credentials were made with', async () => {
    const credential = await credentialOf(ask({ ...byToken(), policy: readOnly }, await tokenOf('admin')))
    expect(await list(credential)).toMatchObject({ httpStatusCode: 200 })
    await expect(change(credential, 'delete', [{ key: 'env' }])).rejects.toMatchObject(fleet.refusal(403, 'DBS.280063'))
  })

  test.each([
    ['null', { identity: { ...byToken(), policy: null } }],
    ['beside the identity', { identity: byToken(), policy: readOnly }],
  ])('are not made with a policy that is %s, and would narrow nothing', async (_, auth) => {
    const token = { 'X-Auth-Token': await tokenOf('admin') }
    const reply = await fleet.send(
      server,
      'POST',
      '/v3.0/OS-CREDENTIAL/securitytokens',
      token,
      JSON.stringify({ auth }),
    )
    expect(reply).toMatchObject({ status: 400, body: { error_code: 'IAM.0007' } })
  })

  test('get a token of an agency, which reads with it', async () => {
    const body = { auth: { identity: byAgency(), scope: { project: { id: beijing } } } }
    const reply = await iamClient(visitor, globex).keystoneCreateAgencyToken({ body } as never)
    expect(reply).toMatchObject({ httpStatusCode: 201, token: { methods: ['assume_role'] } })
  })

  test.each<[string, (credential: Credential) => Credential, string]>([
    ['no security token', (own) => ({ ...own, securitytoken: '' }), 'x-security-token not found'],
    ['a malformed one', (own) => ({ ...own, securitytoken: 'garbage' }), foreignToken],
    ['one cut short', (own) => ({ ...own, securitytoken: own.securitytoken.slice(0, -1) }), foreignToken],
    ['a permanent key beside it', (own) => ({ ...own, access: admin.id, secret: admin.secret }), foreignToken],
  ])('are refused with %s', async (_, altered, tail) => {
    const credential = await credentialOf(ask(byToken(), await tokenOf('tagger')))
    await expect(list(altered(credential))).rejects.toMatchObject(incorrect(tail))
  })

  test('are refused with the security token of another key of the same user', async () => {
    const token = await tokenOf('tagger')
    const [first, second] = [await credentialOf(ask(byToken(), token)), await credentialOf(ask(byToken(), token))]
    await expect(list({ ...first, securitytoken: second.securitytoken })).rejects.toMatchObject(incorrect(foreignToken))
  })

  test('are refused with another secret before their security token is looked at', async () => {
    const credential = await credentialOf(ask(byToken(), await tokenOf('tagger')))
    const wrong = { ...credential, secret: 'wrong', securitytoken: 'garbage' }
    await expect(list(wrong)).rejects.toMatchObject(
      fleet.refusal(401, 'APIGW.0301', expect.stringContaining('verify aksk signature fail')),
    )
  })

  test('see the denial of an agency that they may not assume', async () => {
    const body = { auth: { identity: byAgency() } }
    const asked = iamClient(nobody, globex).createTemporaryAccessKeyByAgency({ body } as never)
    await expect(asked).rejects.toMatchObject({
      ...fleet.refusal(403, 'IAM.0003', "Policy doesn't allow iam:agencies:assume to be performed."),
      encodedAuthorizationMessage: expect.stringMatching(/^[\w-]{100,}$/),
    })
  })

  test('see which parameter is not good', async () => {
    const body = { auth: { identity: byToken({ duration_seconds: 60 }) } }
    const asked = iamClient(tagger, acme).createTemporaryAccessKeyByToken({ body } as never)
    await expect(asked).rejects.toMatchObject(
      fleet.refusal(400, 'IAM.0007', 'Request parameter duration_seconds is invalid.'),
    )
  })
})

describe('a security token that is not signed, as Terraform’s provider sends it', () => {
  const body = '{"action":"create","tags":[{"key":"tf","value":"1"}]}\n'

  test('goes with the key', async () => {
    const credential = await credentialOf(ask(byToken(), await tokenOf('tagger')))
    expect(await sendUnsigned(credential, 'POST', `${tagsPath}/action`, body)).toMatchObject({ status: 200, body: {} })
    const remove = '{"action":"delete","tags":[{"key":"tf","value":"1"}]}\n'
    expect(await sendUnsigned(credential, 'POST', `${tagsPath}/action`, remove)).toMatchObject({ status: 200 })
    expect(await sendUnsigned(credential, 'GET', '/v3/auth/domains')).toMatchObject({ status: 200 })
  })

  test('is refused where another one goes with it', async () => {
    const credential = await credentialOf(ask(byToken(), await tokenOf('tagger')))
    for (const token of ['garbage', 'x'.repeat(8000), '__proto__']) {
      expect(await sendUnsigned(credential, 'POST', `${tagsPath}/action`, body, token)).toMatchObject({
        status: 401,
        body: { error_code: 'APIGW.0301', error_msg: expect.stringContaining(foreignToken) },
      })
    }
  })
})

describe('POST /v3.0/OS-CREDENTIAL/securitytokens', () => {
  test('takes the token of the header, or of the body where there is none', async () => {
    const token = await tokenOf('tagger')
    for (const asked of [ask({ methods: ['token'] }, token), ask(byToken({ id: token }))]) {
      expect(await list(await credentialOf(asked))).toMatchObject({ httpStatusCode: 200 })
    }
  })

  test('lets the token of the header come first', async () => {
    expect(await ask(byToken({ id: await tokenOf('tagger') }), 'garbage')).toMatchObject({
      status: 401,
      body: { error_code: 'IAM.0067', error_msg: 'Invalid token.' },
    })
    expect(await ask(byToken({ id: 'garbage' }), await tokenOf('tagger'))).toMatchObject({ status: 201 })
  })

  test.each([
    ['a token in the body that is none', byToken({ id: 'garbage' }), 'IAM.0067'],
    ['no token at all', { methods: ['token'] }, 'APIGW.0301'],
    ['an agency without a credential', byAgency(), 'APIGW.0301'],
  ])('refuses %s', async (_, identity, error_code) => {
    expect(await ask(identity)).toMatchObject({ status: 401, body: { error_code } })
  })

  test('gives credentials for every project of the domain', async () => {
    const credential = await credentialOf(ask(byToken(), await tokenOf('tagger')))
    expect(await sendUnsigned(credential, 'GET', `/v3/${singapore}/tags`)).toMatchObject({ status: 200 })
  })

  test('keeps an agency within its domain', async () => {
    const credential = await credentialOf(ask(byAgency(), await tokenOf('visitor', 'globex')))
    expect(await sendUnsigned(credential, 'GET', `/v3/${beijing}/tags`)).toMatchObject({ status: 200 })
    expect(await sendUnsigned(credential, 'GET', `/v3/${fleet.foreign}/tags`)).toMatchObject({
      status: 400,
      body: { error_code: 'DBS.200010' },
    })
  })

  test.each([
    ['does not trust the caller’s domain', { agency_name: 'untrusting' }],
    ['is not there', { agency_name: 'nowhere' }],
    ['is a user', { agency_name: 'admin' }],
    ['is in a domain that is not there', { domain_name: 'initech' }],
    ['is in a domain whose id and name differ', { domain_id: globex }],
  ])('refuses an agency that %s, always in the same words', async (_, more) => {
    expect(await ask(byAgency(more), await tokenOf('visitor', 'globex'))).toMatchObject({
      status: 403,
      body: { error_code: 'IAM.0002', error_msg: 'You are not authorized to perform the requested action.' },
    })
  })

  test('refuses a user of the agency’s own domain, which it does not trust', async () => {
    expect(await ask(byAgency(), await tokenOf('admin'))).toMatchObject({
      status: 403,
      body: { error_code: 'IAM.0002' },
    })
  })

  test('refuses a longer life than the agency allows', async () => {
    const token = await tokenOf('visitor', 'globex')
    expect(await ask(byAgency({ duration_seconds: 3600 }), token)).toMatchObject({ status: 201 })
    expect(await ask(byAgency({ duration_seconds: 3601 }), token)).toMatchObject({
      status: 400,
      body: { error_code: 'IAM.0007' },
    })
  })

  test('reads 32 KB and no more, and says so in IAM’s own words', async () => {
    const long = { methods: ['token'], token: { id: 'x'.repeat(33_000) } }
    expect(await ask(long)).toMatchObject({ status: 400, body: { error_code: 'IAM.1101' } })
    expect(await fleet.send(server, 'POST', securityTokens, {}, '[')).toMatchObject({
      status: 400,
      body: { error_code: 'IAM.0011' },
    })
  })

  test('leaves no secret in the log', async () => {
    const { access, secret, securitytoken } = await credentialOf(ask(byToken(), await tokenOf('tagger')))
    await sendUnsigned({ access, secret, securitytoken }, 'GET', tagsPath)
    expect(server.output()).not.toContain(secret)
    expect(server.output()).not.toContain(securitytoken)
  })
})

describe('POST /v3/auth/tokens with assume_role', () => {
  const post = (identity: object, token?: string, scope: object = { project: { id: beijing } }) =>
    fleet.send(server, 'POST', tokens, token === undefined ? {} : { 'X-Auth-Token': token }, bodyOf(identity, scope))
  const visit = async (scope?: object) => {
    const reply = await post(byAgency(), await tokenOf('visitor', 'globex'), scope)
    return { ...reply, token: String(reply.headers['x-subject-token']) }
  }
  const domain = { id: acme, name: 'acme' }

  test('shows the agency as the user, and who assumed it', async () => {
    const { status, body } = await visit()
    expect(status).toBe(201)
    expect(body.token).toMatchObject({
      methods: ['assume_role'],
      project: { id: beijing, name: 'cn-north-4', domain },
      user: { id: '0f1e2d3c4b5a69780f1e2d3c4b5a6978', name: 'acme/auditor', domain },
      assumed_by: {
        user: { id: 'b'.repeat(32), name: 'visitor', password_expires_at: '', domain: { id: globex, name: 'globex' } },
      },
      roles: [],
    })
    expect(body.token.user).not.toHaveProperty('password_expires_at')
  })

  test.each<[string, object, string | undefined]>([
    ['a project', { project: { name: 'ap-southeast-3' } }, singapore],
    ['the domain', { domain: { id: acme } }, undefined],
    ['the domain where nothing is named', {}, undefined],
  ])('is for %s of the agency’s domain', async (_, scope, project) => {
    const { body } = await visit(scope)
    expect([body.token.project?.id, body.token.domain]).toEqual([project, project ? undefined : domain])
  })

  test('lives as long as the agency allows, and no longer than 24 hours', async () => {
    const { body } = await visit()
    expect(Date.parse(body.token.expires_at) - Date.parse(body.token.issued_at)).toBe(3_600_000)
  })

  test('gives a token that lists, validates, and acts within the agency’s policies', async () => {
    const { token } = await visit()
    const headers = { 'X-Auth-Token': token }
    expect(await fleet.send(server, 'GET', tagsPath, headers)).toMatchObject({ status: 200 })
    expect(await fleet.send(server, 'DELETE', tagsPath.replace('/tags', ''), headers)).toMatchObject({ status: 403 })
    const { body } = await fleet.send(server, 'GET', '/v3/auth/domains', headers)
    expect(body.domains).toMatchObject([domain])
    const valid = await fleet.send(server, 'GET', tokens, { ...headers, 'X-Subject-Token': token })
    expect(valid.body.token).toMatchObject({
      user: { name: 'acme/auditor' },
      assumed_by: { user: { name: 'visitor' } },
    })
  })

  test('gives a token that makes tokens and credentials of the same session', async () => {
    const { token, body } = await visit()
    const again = await post({ methods: ['token'], token: { id: token } }, undefined, { project: { id: singapore } })
    expect(again.body.token).toMatchObject({
      project: { id: singapore },
      user: { name: 'acme/auditor' },
      assumed_by: { user: { name: 'visitor' } },
      expires_at: body.token.expires_at,
    })
    expect(await list(await credentialOf(ask(byToken(), token)))).toMatchObject({ httpStatusCode: 200 })
  })

  test('knows an agency by xrole_name too', async () => {
    const identity = { methods: ['assume_role'], assume_role: { xrole_name: 'auditor', domain_id: acme } }
    expect(await post(identity, await tokenOf('visitor', 'globex'))).toMatchObject({ status: 201 })
  })

  const keystone = (code: number, title: string) => ({ status: code, body: { error: { code, title } } })

  test.each<[string, () => Promise<fleet.Reply>, object]>([
    [
      'a caller without the permission',
      async () => post(byAgency(), await tokenOf('nobody', 'globex')),
      {
        status: 403,
        body: { error: { message: 'You are not authorized to perform the requested action: iam:agencies:assume.' } },
      },
    ],
    [
      'an agency that trusts another domain',
      async () => post(byAgency({ agency_name: 'untrusting' }), await tokenOf('visitor', 'globex')),
      { status: 403, body: { error: { message: 'You have no right to do this action' } } },
    ],
    [
      'an agency that asks for another',
      async () => post(byAgency(), (await visit()).token),
      keystone(403, 'Forbidden'),
    ],
    [
      'a project of the caller’s own domain',
      async () => post(byAgency(), await tokenOf('visitor', 'globex'), { project: { id: fleet.foreign } }),
      keystone(401, 'Unauthorized'),
    ],
    ['a token that is none', () => post(byAgency(), 'garbage'), keystone(401, 'Unauthorized')],
    ['no token', () => post(byAgency()), { status: 401, body: { error_code: 'APIGW.0301' } }],
    ['no agency', () => post({ methods: ['assume_role'] }, 'x'), keystone(400, 'Bad Request')],
    [
      'an agency without a name',
      () => post({ methods: ['assume_role'], assume_role: { domain_name: 'acme' } }, 'x'),
      keystone(400, 'Bad Request'),
    ],
    [
      'an agency without a domain',
      () => post({ methods: ['assume_role'], assume_role: { agency_name: 'auditor' } }, 'x'),
      keystone(400, 'Bad Request'),
    ],
  ])('refuses %s', async (_, asked, expected) => expect(await asked()).toMatchObject(expected))
})

test('agencies are no users', async () => {
  const { body } = await fleet.sendSigned(server, 'GET', '/v3/users', '', { by: admin })
  expect(body.users.map(({ name }: { name: string }) => name)).toEqual(['admin', 'tagger'])
})
