import { randomBytes } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { createAccess } from '../../access/access.ts'
import { clockSkewMsMax } from '../../access/freshness.ts'
import { hashPassword } from '../../access/passwords.ts'
import { vaultUnder } from '../../access/vault.ts'
import { openSqliteStoreInMemory } from '../../store/sqlite/sqlite-store.ts'
import type { DialectContext, WireReply } from '../dialect.ts'
import { parseTarget } from '../target.ts'
import { huawei } from './huawei.ts'
import { seedSchema } from './seed-schema.ts'
import { canonicalRequest } from './signature/canonical-request.ts'
import { formatSdkDate } from './signature/sdk-date.ts'
import { sign, stringToSign } from './signature/sign.ts'

const domainId = '0123456789abcdef0123456789abcdef'
const project = '89abcdef0123456789abcdef01234567'
const instance = 'cc6345c64cec47499182467ea0dd432ain02'
const key = { id: 'AK1', secret: 'SK1' }
const start = Date.UTC(2026, 0, 3, 9, 5, 22, 701)
const day = 24 * 3_600_000
const tags = `/v3/${project}/instances/${instance}/tags`

const section = seedSchema.parse({
  domains: [
    {
      id: domainId,
      name: 'acme',
      projects: [{ id: project, name: 'cn-north-4' }],
      users: [{ name: 'admin', admin: true, password: 'Passw0rd', accessKeys: [key] }],
      instances: [{ id: instance, project: 'cn-north-4', name: 'orders-db', tags: { env: 'prod' } }],
    },
  ],
})

const passwordHash = hashPassword('Passw0rd')

type Fetched = Omit<WireReply, 'body'> & { readonly body: ReturnType<typeof JSON.parse> }

/** A dialect on a store in memory, with a clock to turn. */
async function bed({ provisioningMs = 0, ...more }: Partial<DialectContext> = {}) {
  const clock = { at: start }
  const now = () => clock.at
  const store = openSqliteStoreInMemory({ now })
  const vault = vaultUnder(randomBytes(32))
  const secrets = { sealSecret: vault.seal, hashPassword: () => passwordHash }
  await store.load('seed', () => huawei.seedContents(section, secrets, start))
  const access = createAccess(store, vault)
  const dialect = huawei.create({ store, access, now, provisioningMs, ...more })

  async function fetch(
    method: string,
    target: string,
    headers: Record<string, string>,
    body?: unknown,
    remoteAddress = '127.0.0.1',
  ): Promise<Fetched> {
    const bytes = body === undefined ? '' : Buffer.isBuffer(body) ? body : JSON.stringify(body)
    const request = { method, target, headers: { host: 'localhost', ...headers }, body: Buffer.from(bytes) }
    const reply = await dialect.answer({ ...request, remoteAddress })
    return { ...reply, body: JSON.parse(reply.body) }
  }
  function signed(method: string, target: string, body: unknown = undefined, at = clock.at): Promise<Fetched> {
    const headers = { host: 'localhost', 'x-sdk-date': formatSdkDate(at) }
    const parsed = parseTarget(target)
    if (!parsed) throw new Error(`Not a target: ${target}`)
    const bytes = Buffer.from(body === undefined ? '' : JSON.stringify(body))
    const signedHeaders = ['host', 'x-sdk-date']
    const canonical = canonicalRequest({ method, target: parsed, headers, signedHeaders, body: bytes })
    const authorization = `SDK-HMAC-SHA256 Access=${key.id}, SignedHeaders=host;x-sdk-date, Signature=${sign(key.secret, stringToSign(headers['x-sdk-date'], canonical))}`
    return fetch(method, target, { ...headers, authorization }, body)
  }
  async function token(password = 'Passw0rd', remoteAddress?: string, identity?: object): Promise<Fetched> {
    const user = { name: 'admin', password, domain: { name: 'acme' } }
    const auth = {
      identity: identity ?? { methods: ['password'], password: { user } },
      scope: { project: { id: project } },
    }
    return fetch('POST', '/v3/auth/tokens', {}, { auth }, remoteAddress)
  }
  return { clock, store, access, dialect, fetch, signed, token }
}

test('a token is good for 24 hours, and then has to be updated', async () => {
  const { clock, fetch, token } = await bed()
  const text = (await token()).headers['X-Subject-Token'] ?? ''
  const read = () => fetch('GET', tags, { 'x-auth-token': text })
  clock.at = start + day - 1
  expect(await read()).toMatchObject({ status: 200, body: { tags: [{ key: 'env', value: 'prod' }] } })
  clock.at = start + day
  expect(await read()).toMatchObject({
    status: 401,
    body: { error_code: 'APIGW.0307', error_msg: 'The token must be updated' },
  })
  const validate = await fetch('GET', '/v3/auth/tokens', { 'x-auth-token': text, 'x-subject-token': text })
  expect(validate).toMatchObject({ status: 401, body: { error: { code: 401, title: 'Unauthorized' } } })
})

test('a token states its times to the microsecond', async () => {
  const { token } = await bed()
  expect((await token()).body.token).toMatchObject({
    issued_at: '2026-01-03T09:05:22.701000Z',
    expires_at: '2026-01-04T09:05:22.701000Z',
    project: { id: project, name: 'cn-north-4', domain: { id: domainId, name: 'acme' } },
    user: { name: 'admin', domain: { id: domainId, name: 'acme' } },
    roles: [{ id: '0', name: 'te_admin' }],
  })
})

test('a signed request is good for 15 minutes on either side of its date', async () => {
  const { signed } = await bed()
  const whole = start - (start % 1000)
  const at = (offset: number) => signed('GET', tags, undefined, whole + offset)
  expect(await at(-clockSkewMsMax + 1000)).toMatchObject({ status: 200 })
  expect(await at(clockSkewMsMax)).toMatchObject({ status: 200 })
  for (const offset of [-clockSkewMsMax, clockSkewMsMax + 1000]) {
    const { status, body } = await at(offset)
    expect(status).toBe(401)
    expect(body).toMatchObject({ error_code: 'APIGW.0301' })
    expect(body.error_msg).toContain('calc aksk signature fail:signature expired, signature time:2026')
    expect(body.error_msg).toContain('server time:20260103T090522Z')
  }
})

test('wrong passwords lock a user for 15 minutes, and the right one no longer helps', async () => {
  const { clock, token } = await bed()
  for (let n = 0; n < 5; n++) {
    expect(await token('wrong')).toMatchObject({ status: 401, body: { error: { title: 'Unauthorized' } } })
  }
  const locked = await token()
  expect(locked).toMatchObject({ status: 401 })
  expect(locked.body.error.message).toContain('locked')
  clock.at += 15 * 60_000
  expect(await token()).toMatchObject({ status: 201 })
})

test('wrong passwords from anywhere in an IPv6 network lock the user for the whole network, and for no other', async () => {
  const { token } = await bed()
  for (let n = 1; n <= 5; n++) await token('wrong', `2001:db8:0:1::${n}`)
  expect(await token('Passw0rd', '2001:db8:0:1:ffff::1')).toMatchObject({ status: 401 })
  expect(await token('Passw0rd', '2001:db8:0:2::1')).toMatchObject({ status: 201 })
})

test('a password that has no time to be checked is answered as throttled, and is no wrong one', async () => {
  const { access, token } = await bed()
  const check = vi.spyOn(access, 'checkPassword').mockResolvedValue('busy')
  for (let n = 0; n < 6; n++) {
    const { status, body } = await token()
    expect({ status, body }).toEqual({ status: 429, body: { error_code: 'IAM.0012', error_msg: expect.any(String) } })
  }
  check.mockRestore()
  expect(await token()).toMatchObject({ status: 201 })
})

test('the log names who signed in, by password or by token, and nobody who did not', async () => {
  const { token } = await bed()
  const actor = `iam::${domainId}:user:admin`
  const good = await token()
  expect(good).toMatchObject({ status: 201, actor })
  const renewal = { methods: ['token'], token: { id: good.headers['X-Subject-Token'] } }
  expect(await token('', undefined, renewal)).toMatchObject({ status: 201, actor })
  expect((await token('wrong')).actor).toBeUndefined()
})

test('a token made of a token ends with it', async () => {
  const { clock, token } = await bed()
  const first = await token()
  clock.at += day / 2
  const identity = { methods: ['token'], token: { id: first.headers['X-Subject-Token'] } }
  const { issued_at, expires_at } = (await token('', undefined, identity)).body.token
  expect({ issued_at, expires_at }).toEqual({
    issued_at: '2026-01-03T21:05:22.701000Z',
    expires_at: first.body.token.expires_at,
  })
})

test('guesses sent all at once are counted one by one', async () => {
  const { token } = await bed()
  const replies = await Promise.all([...Array.from({ length: 12 }, () => token('wrong')), token()])
  expect(replies.map(({ status }) => status)).not.toContain(201)
})

test('right passwords sent all at once are not taken for guesses', async () => {
  const { token } = await bed()
  const replies = await Promise.all(Array.from({ length: 8 }, () => token()))
  expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(201))
})

test('an instance is created as long as provisioning takes, and its job runs as long', async () => {
  const { clock, signed } = await bed({ provisioningMs: 10_000 })
  const created = await signed('POST', `/v3/${project}/instances`, creation)
  expect(created).toMatchObject({ status: 202, body: { status: 'creating' } })
  const { id, job_id } = created.body
  const [path, job] = [`/v3/${project}/instances/${id}`, `/v3/${project}/jobs?id=${job_id}`]
  const list = () => signed('GET', `/v3/${project}/instances?id=${id}`)

  clock.at += 5_000
  expect((await list()).body.instances[0]).toMatchObject({ status: 'creating', actions: ['CREATE'] })
  expect((await signed('GET', job)).body.job).toMatchObject({ status: 'Running', progress: '50%', ended: '' })
  expect(await signed('PUT', `${path}/modify-name`, { new_instance_name: 'other' })).toMatchObject({
    status: 403,
    body: { error_code: 'DBS.200011' },
  })
  expect(await signed('DELETE', path)).toMatchObject({ status: 403, body: { error_code: 'DBS.200011' } })
  expect(await signed('PUT', `${path}/remark`, { remark: 'soon' })).toMatchObject({ status: 200 })
  expect(
    await signed('POST', `${path}/tags/action`, { action: 'create', tags: [{ key: 'a', value: '' }] }),
  ).toMatchObject({ status: 200 })

  clock.at += 5_000
  expect((await list()).body.instances[0]).toMatchObject({ status: 'normal', actions: [], remark: 'soon' })
  expect((await signed('GET', job)).body.job).toMatchObject({
    status: 'Completed',
    created: '2026-01-03T09:05:22+0000',
    ended: '2026-01-03T09:05:32+0000',
  })
  const deleted = await signed('DELETE', path)
  expect(deleted.status).toBe(202)
  expect((await list()).body).toEqual({ instances: [], total_count: 0 })
  expect((await signed('GET', `/v3/${project}/jobs?id=${deleted.body.job_id}`)).body.job).toMatchObject({
    name: 'Delete_MongoDB',
    status: 'Running',
    instance: { id, name: 'orders-2' },
  })
})

test('jobs are kept for 31 days', async () => {
  const { store, signed } = await bed()
  const [create, remove] = [vi.spyOn(store, 'createInstance'), vi.spyOn(store, 'deleteInstance')]
  await signed('POST', `/v3/${project}/instances`, creation)
  await signed('DELETE', `/v3/${project}/instances/${instance}`)
  for (const { job } of [create.mock.lastCall?.[0], remove.mock.lastCall?.[0]].map(
    (call) => call ?? { job: undefined },
  )) {
    expect(job).toMatchObject({ createdAt: start, forgetAt: start + 31 * day })
  }
})

test('the tags of a project are read in parts, between which others are served, and 20,000 at most', async () => {
  const { store, signed } = await bed()
  const reads: number[] = []
  let turns = 0
  const turn = () => {
    turns++
    if (reads.length < 20) setImmediate(turn)
  }
  setImmediate(turn)
  vi.spyOn(store, 'listDistinctTags').mockImplementation(async (_project, _region, after, limit) => {
    reads.push(turns)
    const first = Number(after?.value ?? 0)
    return Array.from({ length: limit }, (_, n) => ({ key: 'id', value: String(first + n + 1).padStart(9, '0') }))
  })
  const { body } = await signed('GET', `/v3/${project}/tags`)
  expect(body.tags).toHaveLength(1)
  expect(body.tags[0].values).toHaveLength(20_000)
  expect(body.tags[0].values.at(-1)).toBe('000020000')
  expect(reads.every((turn, n) => n === 0 || turn > (reads[n - 1] ?? 0))).toBe(true)
})

test('links lead to the public address where there is one, else to the host that the caller asked', async () => {
  const links = async (context: Partial<DialectContext>) =>
    (await (await bed(context)).signed('GET', '/v3/projects')).body.links
  expect((await links({})).self).toBe('http://localhost/v3/projects')
  expect((await links({ publicUrl: 'https://tags.example.com' })).self).toBe('https://tags.example.com/v3/projects')
})

test('each change is logged with who asked, in which operation and request', async () => {
  const { store, signed } = await bed()
  const reply = await signed('POST', `${tags}/action`, { action: 'delete', tags: [{ key: 'env' }] })
  expect(reply).toMatchObject({ status: 200, body: {}, operation: 'BatchTagAction', code: 'OK' })
  expect((await store.readChanges(project, 0, 100)).at(-1)).toMatchObject({
    instance,
    key: 'env',
    before: 'prod',
    actor: `iam::${domainId}:user:admin`,
    operation: 'BatchTagAction',
    requestId: reply.requestId,
    at: start,
  })
})

test('what fails inside is the service’s own internal error, and is told to the log only', async () => {
  const { store, signed } = await bed()
  const failure = new Error('disk on fire')
  store.tagsOf = () => Promise.reject(failure)
  const reply = await signed('GET', tags)
  expect(reply).toMatchObject({ status: 500, failure, operation: 'ListInstanceTags', code: 'DBS.280005' })
  expect(reply.body).toEqual({ error_code: 'DBS.280005', error_msg: 'Server error. Try again later.' })
  store.listTenants = () => Promise.reject(failure)
  expect(await signed('GET', '/v3/projects')).toMatchObject({ status: 500, failure, body: { error: { code: 500 } } })
})

test('a request that cannot even be begun is an internal error, too', async () => {
  const failure = new Error('no clock')
  const now = vi.fn(() => start)
  const { fetch } = await bed({ now })
  now.mockImplementation(() => {
    throw failure
  })
  expect(await fetch('GET', tags, {})).toMatchObject({ status: 500, failure, operation: 'unknown', code: 'DBS.280005' })
  expect(await fetch('GET', '/v3/users', {})).toMatchObject({ status: 500, failure, body: { error: { code: 500 } } })
})

test('a body may have 12 MiB, and for IAM 32 KiB', async () => {
  const { dialect } = await bed()
  expect(dialect.bodyBytesMax(`${tags}/action`)).toBe(12 * 1024 * 1024)
  expect(dialect.bodyBytesMax('/v3/auth/tokens?nocatalog=true')).toBe(32 * 1024)
})

test('a body that is too large for IAM is refused in the words of IAM', async () => {
  const { dialect } = await bed()
  const request = { method: 'POST', target: '/v3/auth/tokens', headers: {} }
  const { status, body } = dialect.refuse('body-too-large', request)
  expect({ status, body: JSON.parse(body) }).toEqual({
    status: 400,
    body: { error_code: 'IAM.1101', error_msg: 'The request body is too large.' },
  })
})

test.each([
  ['body-too-large', 413],
  ['target-too-long', 414],
  ['headers-too-large', 494],
  ['overloaded', 503],
  ['malformed', 400],
  ['too-slow', 408],
] as const)('a request that is %s is refused by the gateway', async (refusal, status) => {
  const { dialect } = await bed()
  const { body, requestId, ...reply } = dialect.refuse(refusal, { method: 'GET', target: tags, headers: {} })
  expect(reply).toMatchObject({ status, operation: 'unknown', headers: { 'X-Request-Id': requestId } })
  expect(JSON.parse(body)).toMatchObject({ error_code: 'APIGW.0201', request_id: requestId })
})

test('the dialect owns the paths of the versions that the vendor has', async () => {
  const { dialect } = await bed()
  for (const path of ['/v3', '/v3/', '/v3/x', '/v3.0/x', '/v3.1/x']) expect(dialect.owns(path)).toBe(true)
  for (const path of ['/', '/v3x', '/v30/x', '/v2/x', '/metrics']) expect(dialect.owns(path)).toBe(false)
})

test('the figures never carry a caller’s text', async () => {
  const { fetch } = await bed()
  expect(await fetch('GET', '/v3/%3Cscript%3E', {})).toMatchObject({
    status: 404,
    operation: 'unknown',
    code: 'APIGW.0101',
  })
  expect(await fetch('GET', '/v3/%zz', {})).toMatchObject({ status: 400, operation: 'unknown', code: 'APIGW.0201' })
})

const creation = {
  name: 'orders-2',
  datastore: { type: 'DDS-Community', version: '4.0', storage_engine: 'wiredTiger' },
  region: 'cn-north-4',
  availability_zone: 'cn-north-4a',
  vpc_id: 'v',
  subnet_id: 's',
  security_group_id: 'g',
  mode: 'ReplicaSet',
  flavor: [{ type: 'replica', num: 3, storage: 'ULTRAHIGH', size: 20, spec_code: 'dds.mongodb.c3.medium.4.repset' }],
}
