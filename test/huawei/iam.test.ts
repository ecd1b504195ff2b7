import core from '@huaweicloud/huaweicloud-sdk-core'
import nosql from '@huaweicloud/huaweicloud-sdk-gaussdbfornosql'
// The package's own entry asks for a file that it lacks.
import iam from '@huaweicloud/huaweicloud-sdk-iam/v3/public-api.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningServer } from '../server.ts'
import * as fleet from './fleet.ts'

const { acme, beijing, wide, singapore, santiago, ordersDb, key } = fleet

let server: RunningServer
beforeAll(async () => {
  server = await fleet.startFleet()
})
afterAll(() => server[Symbol.asyncDispose]())

const keystone = (status: number, title: string, message: unknown = expect.any(String)) => ({
  status,
  body: { error: { code: status, title, message } },
})
const domain = { id: acme, name: 'acme' }
const post = (body: unknown, query = '') =>
  fleet.send(server, 'POST', `/v3/auth/tokens${query}`, {}, typeof body === 'string' ? body : JSON.stringify(body))
const password = (user: object) => ({
  methods: ['password'],
  password: { user: { password: 'Test-Passw0rd', ...user } },
})
const admin = password({ name: 'admin', domain: { name: 'acme' } })

function client() {
  const credentials = new core.GlobalCredentials().withAk(key.id).withSk(key.secret).withDomainId(acme)
  return iam.IamClient.newBuilder()
    .withCredential(credentials as never)
    .withEndpoint(server.url)
    .build()
}

describe('POST /v3/auth/tokens', () => {
  test('gives a token for a project, for 24 hours', async () => {
    const { status, headers, body } = await fleet.askForToken(server, { scope: { project: { id: beijing } } })
    expect(status).toBe(201)
    expect(headers['x-subject-token']).toMatch(/^\S{60,}$/)
    expect(body.token).toMatchObject({
      methods: ['password'],
      project: { id: beijing, name: 'cn-north-4', domain },
      user: { id: 'a'.repeat(32), name: 'admin', password_expires_at: '', domain },
      roles: [{ id: '0', name: 'te_admin' }],
    })
    expect(body.token.domain).toBeUndefined()
    expect(Date.parse(body.token.expires_at) - Date.parse(body.token.issued_at)).toBe(24 * 3_600_000)
  })

  test('lists where the services are, unless it is asked not to', async () => {
    const auth = { identity: admin, scope: { project: { id: beijing } } }
    const { catalog } = (await post({ auth })).body.token
    expect(catalog).toMatchObject([
      { type: 'iam', endpoints: [{ interface: 'public', url: expect.stringMatching(/\/v3$/) }] },
      {
        type: 'dds',
        endpoints: [{ interface: 'public', region: 'cn-north-4', url: expect.stringMatching(`/v3/${beijing}$`) }],
      },
    ])
    expect((await post({ auth }, '?nocatalog=true')).body.token.catalog).toEqual([])
  })

  test.each<[string, object, string | undefined]>([
    ['a project by id', { project: { id: wide } }, wide],
    ['a project by name', { project: { name: 'cn-north-4' } }, beijing],
    ['a project by name and domain', { project: { name: 'cn-north-4', domain: { name: 'acme' } } }, beijing],
    ['the project where both are named', { project: { id: wide }, domain: { name: 'acme' } }, wide],
    ['the domain by id', { domain: { id: acme } }, undefined],
    ['the domain by name', { domain: { name: 'acme' } }, undefined],
    ['the domain where nothing is named', {}, undefined],
  ])('is for %s', async (_, scope, project) => {
    const { status, body } = await post({ auth: { identity: admin, scope } })
    expect(status).toBe(201)
    expect(body.token.project?.id).toBe(project)
    expect(body.token.domain).toEqual(project ? undefined : domain)
  })

  test.each<[string, object]>([
    ['name and domain name', { name: 'admin', domain: { name: 'acme' } }],
    ['name and domain id', { name: 'admin', domain: { id: acme } }],
    ['id', { id: 'a'.repeat(32) }],
    ['id and domain', { id: 'a'.repeat(32), domain: { name: 'acme' } }],
  ])('knows the user by %s', async (_, user) => {
    expect(await post({ auth: { identity: password(user) } })).toMatchObject({ status: 201 })
  })

  test('through the vendor’s client, which signs the call besides', async () => {
    const body = { auth: { identity: admin, scope: { project: { id: beijing } } } }
    const reply = await client().keystoneCreateUserTokenByPassword({ body } as never)
    expect(reply).toMatchObject({ httpStatusCode: 201, token: { project: { id: beijing } } })
  })

  test('gives another token for a token', async () => {
    const id = await fleet.tokenFor(server, beijing)
    const identity = { methods: ['token'], token: { id } }
    const { status, headers, body } = await post({ auth: { identity, scope: { project: { id: singapore } } } })
    expect({ status, methods: body.token.methods, project: body.token.project.id }).toEqual({
      status: 201,
      methods: ['token'],
      project: singapore,
    })
    const token = { 'X-Auth-Token': String(headers['x-subject-token']) }
    expect(await fleet.send(server, 'GET', `/v3/${singapore}/tags`, token)).toMatchObject({ status: 200 })
    expect(
      await fleet.send(server, 'GET', `/v3/${beijing}/instances/${ordersDb}/tags`, { 'X-Auth-Token': id }),
    ).toMatchObject({ status: 200 })
  })

  test('gives users who are no administrators no role', async () => {
    const { status, body } = await fleet.askForToken(server, { name: 'ops', password: 'Ops-Passw0rd' })
    expect(status).toBe(201)
    expect(body.token.roles).toEqual([])
  })

  test.each<[string, object]>([
    ['a wrong password', { identity: password({ name: 'ops', domain: { name: 'acme' } }) }],
    ['an unknown user', { identity: password({ name: 'nobody', domain: { name: 'acme' } }) }],
    ['an unknown user id', { identity: password({ id: 'nobody' }) }],
    ['a user of another domain', { identity: password({ name: 'ops', domain: { name: 'globex' } }) }],
    ['an unknown domain', { identity: password({ name: 'admin', domain: { name: 'initech' } }) }],
    [
      'a domain whose id and name differ',
      { identity: password({ name: 'admin', domain: { id: acme, name: 'globex' } }) },
    ],
    ['a token that is none', { identity: { methods: ['token'], token: { id: 'garbage' } } }],
    ['an unknown project', { identity: admin, scope: { project: { id: '9'.repeat(32) } } }],
    ['a project of another domain', { identity: admin, scope: { project: { id: fleet.foreign } } }],
    ['another domain', { identity: admin, scope: { domain: { name: 'globex' } } }],
    [
      'a project that is said to be of another domain',
      { identity: admin, scope: { project: { id: beijing, domain: { name: 'globex' } } } },
    ],
  ])('refuses %s', async (_, auth) => {
    const reply = await post({ auth })
    expect(reply).toMatchObject(keystone(401, 'Unauthorized'))
    expect(reply.headers['x-subject-token']).toBeUndefined()
  })

  test('refuses even the right password after five wrong ones', async () => {
    const attempt = (password: string) => fleet.askForToken(server, { name: 'guessed', password })
    for (let n = 0; n < 5; n++) expect(await attempt('wrong')).toMatchObject(keystone(401, 'Unauthorized'))
    expect(await attempt('Guessed-Passw0rd')).toMatchObject(
      keystone(401, 'Unauthorized', expect.stringContaining('locked')),
    )
    expect(await fleet.askForToken(server)).toMatchObject({ status: 201 })
  })

  test.each<[string, unknown]>([
    ['no auth', {}],
    ['no identity', { auth: {} }],
    ['no method', { auth: { identity: {} } }],
    ['an unknown method', { auth: { identity: { methods: ['totp'] } } }],
    ['two methods', { auth: { identity: { methods: ['password', 'totp'] } } }],
    ['no user', { auth: { identity: { methods: ['password'], password: {} } } }],
    ['no password', { auth: { identity: { methods: ['password'] } } }],
    ['a user without a name', { auth: { identity: password({ domain: { name: 'acme' } }) } }],
    ['a user without a domain', { auth: { identity: password({ name: 'admin' }) } }],
    ['a name that is a number', { auth: { identity: password({ name: 1, domain: { name: 'acme' } }) } }],
    [
      'a password of 129 characters',
      { auth: { identity: password({ name: 'admin', domain: { name: 'acme' }, password: 'x'.repeat(129) }) } },
    ],
    ['no token', { auth: { identity: { methods: ['token'] } } }],
    ['a project without id and name', { auth: { identity: admin, scope: { project: {} } } }],
    [
      'a project of a domain without id and name',
      { auth: { identity: admin, scope: { project: { id: beijing, domain: {} } } } },
    ],
    ['a domain without id and name', { auth: { identity: admin, scope: { domain: {} } } }],
    ['a user whose domain has no id and no name', { auth: { identity: password({ name: 'admin', domain: {} }) } }],
    [
      'a user whose domain is named null',
      { auth: { identity: password({ name: 'admin', domain: { id: null, name: null } }) } },
    ],
    ['a user by id whose domain is empty', { auth: { identity: password({ id: 'a'.repeat(32), domain: {} }) } }],
    ['a scope that is a text', { auth: { identity: admin, scope: 'project' } }],
  ])('finds %s malformed', async (_, body) => expect(await post(body)).toMatchObject(keystone(400, 'Bad Request')))

  test.each(['', '[]', '{"auth":{},"auth":{}}', `${'{"auth":'.repeat(1000)}1${'}'.repeat(1000)}`])(
    'cannot read %.30s',
    async (body) => {
      expect(await post(body)).toMatchObject({
        status: 400,
        body: { error_code: 'IAM.0011', error_msg: expect.any(String) },
      })
    },
  )

  test('reads 32 KB and no more', async () => {
    expect(await post(`{"auth":"${'x'.repeat(32 * 1024)}"}`)).toMatchObject({
      status: 400,
      body: { error_code: 'IAM.1101' },
    })
  })
})

describe('GET /v3/auth/tokens', () => {
  const validate = (by: string, subject?: string) =>
    fleet.send(server, 'GET', '/v3/auth/tokens', {
      'X-Auth-Token': by,
      ...(subject !== undefined && { 'X-Subject-Token': subject }),
    })
  const tokenOf = async (user: object) => String((await fleet.askForToken(server, user)).headers['x-subject-token'])

  test('shows what the token was issued with', async () => {
    const { headers, body } = await fleet.askForToken(server, { scope: { project: { id: beijing } } })
    const token = String(headers['x-subject-token'])
    expect(await validate(token, token)).toMatchObject({ status: 200, body })
  })

  test('through the vendor’s client', async () => {
    const reply = await client().keystoneValidateToken({ 'X-Subject-Token': await tokenOf({}) } as never)
    expect(reply).toMatchObject({ token: { user: { name: 'admin' }, domain } })
  })

  test('knows no token of another domain, and none that is garbage', async () => {
    const token = await tokenOf({})
    const globex = await tokenOf({ domain: 'globex', password: 'Globex-Passw0rd' })
    expect(await validate(token, globex)).toMatchObject(keystone(404, 'Not Found'))
    expect(await validate(token, 'garbage')).toMatchObject(keystone(404, 'Not Found'))
    expect(await validate(token)).toMatchObject(keystone(400, 'Bad Request'))
  })

  test('shows a token to its owner and to administrators', async () => {
    const [admin, ops] = [await tokenOf({}), await tokenOf({ name: 'ops', password: 'Ops-Passw0rd' })]
    expect(await validate(ops, ops)).toMatchObject({ status: 200 })
    expect(await validate(admin, ops)).toMatchObject({ status: 200 })
    expect(await validate(ops, admin)).toMatchObject(keystone(403, 'Forbidden'))
  })

  test('is for those who can show who they are', async () => {
    expect(await validate('garbage', 'garbage')).toMatchObject(keystone(401, 'Unauthorized'))
    expect(await fleet.send(server, 'GET', '/v3/auth/tokens')).toMatchObject({
      status: 401,
      body: { error_code: 'APIGW.0301' },
    })
  })
})

describe('what clients look up', () => {
  const names = (list: { name?: string }[] | undefined) => list?.map(({ name }) => name)

  test('projects, by name', async () => {
    const reply = await client().keystoneListProjects({ name: 'cn-north-4' } as never)
    expect(reply).toMatchObject({
      projects: [
        {
          id: beijing,
          name: 'cn-north-4',
          domain_id: acme,
          parent_id: acme,
          is_domain: false,
          enabled: true,
          description: '',
          links: { self: `${server.url}/v3/projects/${beijing}` },
        },
      ],
      links: { self: expect.any(String), next: null, previous: null },
    })
  })

  test.each([
    ['', 4],
    ['?name=nowhere', 0],
    [`?domain_id=${acme}`, 4],
    ['?domain_id=fedcba9876543210fedcba9876543210', 0],
    [`?parent_id=${beijing}`, 1],
    ['?enabled=false', 0],
    ['?is_domain=false', 4],
    ['?page=2&per_page=3', 1],
  ])('projects, with the query "%s"', async (query, count) => {
    expect((await fleet.sendSigned(server, 'GET', `/v3/projects${query}`)).body.projects).toHaveLength(count)
  })

  test.each(['?per_page=0', '?per_page=5001', '?page=0', '?enabled=maybe'])('projects refuse %s', async (query) => {
    expect(await fleet.sendSigned(server, 'GET', `/v3/projects${query}`)).toMatchObject(keystone(400, 'Bad Request'))
  })

  test('projects that the caller may use', async () => {
    const reply = await client().keystoneListAuthProjects({})
    expect(reply).toMatchObject({ links: { self: `${server.url}/v3/auth/projects` } })
    expect(new Set(reply.projects?.map(({ id }) => id))).toEqual(new Set([beijing, wide, singapore, santiago]))
  })

  test('the caller’s own domain', async () => {
    expect(await client().keystoneListAuthDomains({})).toMatchObject({ domains: [{ ...domain, enabled: true }] })
  })

  test('regions', async () => {
    const { regions } = await client().keystoneListRegions({})
    expect(regions?.find(({ id }) => id === 'cn-north-4')).toMatchObject({
      type: 'public',
      locales: { 'en-us': 'CN North-Beijing4' },
    })
  })

  test('users of the own domain', async () => {
    expect(names((await client().keystoneListUsers({} as never)).users)).toEqual(['admin', 'guessed', 'ops'])
    expect(names((await client().keystoneListUsers({ name: 'ops' } as never)).users)).toEqual(['ops'])
    const { body } = await fleet.sendSigned(server, 'GET', '/v3/users', '', { by: fleet.foreignKey })
    expect(names(body.users)).toEqual(['admin'])
  })

  test('nothing without credentials', async () => {
    for (const path of ['/v3/projects', '/v3/auth/projects', '/v3/auth/domains', '/v3/regions', '/v3/users']) {
      expect(await fleet.send(server, 'GET', path)).toMatchObject({ status: 401 })
      expect(await fleet.send(server, 'GET', path, { 'X-Auth-Token': 'garbage' })).toMatchObject(
        keystone(401, 'Unauthorized'),
      )
    }
  })

  test('a project is found by the client itself from its region', async () => {
    const credentials = new core.BasicCredentials().withAk(key.id).withSk(key.secret).withIamEndpoint(server.url)
    const found = nosql.GaussDBforNoSQLClient.newBuilder()
      .withCredential(credentials)
      .withRegion(new core.Region('cn-north-4', [server.url]))
      .build()
    expect(await found.listInstanceTags({ instance_id: ordersDb } as never)).toMatchObject({
      tags: [{ key: 'env', value: 'prod' }],
    })
  })

  test('but none is created', async () => {
    const create = client().keystoneCreateProject({
      body: { project: { name: 'cn-north-1_x', domain_id: acme } },
    } as never)
    await expect(create).rejects.toMatchObject({ httpStatusCode: 403, errorCode: 403 })
    expect(await fleet.sendSigned(server, 'POST', '/v3/projects', {})).toMatchObject(keystone(400, 'Bad Request'))
    expect(await fleet.sendSigned(server, 'POST', '/v3/projects', '[]')).toMatchObject({
      status: 400,
      body: { error_code: 'IAM.0011' },
    })
  })
})
