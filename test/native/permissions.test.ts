import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { callAs } from './client.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ seed: new URL('seed.yaml', import.meta.url) })
})
afterAll(() => server[Symbol.asyncDispose]())

const admins = ['LTAI5tNativeRoot:NativeRootSecret', 'NATIVEAKADMIN0000001:NativeAdminSecret']
const testers = ['LTAI5tNativeTester:NativeTesterSecret', 'NATIVEAKTESTER000001:NativeTesterSecret']
const owners = ['LTAI5tNativeOwners:NativeOwnersSecret']
const nobodies = ['LTAI5tNativeNobody:NativeNobodySecret', 'NATIVEAKNOBODY000001:NativeNobodySecret']
const account = '1000000000000001'
const beijing = '2'.repeat(32)
const singapore = '3'.repeat(32)
const hangzhouTest = 'r-bp1native00000001'
const hangzhouProd = 'r-bp1native00000002'
const beijingDb = `${'4'.repeat(32)}in02`
const singaporeDb = `${'5'.repeat(32)}in02`

const get = (path: string, who: readonly string[]) => callAs(server, who, 'GET', path)
const post = (path: string, body: object, who: readonly string[]) => callAs(server, who, 'POST', path, body)
const tag = (key: string, value: string) => ({ key, value })
const namesFor = async (who: readonly string[]) =>
  (await get('/api/v1/instances?sort=@name', who)).body.instances.map(({ name }: { name: string }) => name)

test('everybody sees his own account’s instances, in the regions that he may list', async () => {
  expect(await namesFor(admins)).toEqual([
    'beijing-db',
    'hangzhou-prod',
    'hangzhou-test',
    'shanghai-test',
    'singapore-db',
  ])
  expect(await namesFor(testers)).toEqual(['beijing-db', 'hangzhou-prod', 'hangzhou-test'])
  expect(await namesFor(nobodies)).toEqual([])
})

test('what is left out is told, with the action that it needs', async () => {
  const { omitted } = (await get('/api/v1/instances', testers)).body
  expect(omitted).toEqual([
    expect.objectContaining({
      cloud: 'alibaba',
      tenant: account,
      regions: expect.arrayContaining(['cn-shanghai']),
      code: 'Forbidden.RAM',
      action: 'kvstore:DescribeInstances',
    }),
    expect.objectContaining({ cloud: 'huawei', tenant: singapore, code: 'DBS.280063', action: 'dds:instance:listAll' }),
  ])
  expect(omitted[0].regions).not.toContain('cn-hangzhou')
  expect(omitted[1]).not.toHaveProperty('regions')
})

test.each(['/api/v1/tags/keys', '/api/v1/tags/values?key=env', '/api/v1/changes', '/api/v1/instances'])(
  '%s has nothing for whom nothing is allowed, and says what was left out',
  async (path) => {
    const { status, body } = await get(path, nobodies)
    expect(status).toBe(200)
    expect(body.omitted.map(({ tenant }: { tenant: string }) => tenant)).toEqual([account, beijing, singapore])
    expect(body.counts ?? body.changes ?? body.instances).toEqual([])
  },
)

test('an export has nothing for whom nothing is allowed', async () => {
  const { headers, text } = await get('/api/v1/export', nobodies)
  expect([text, headers['x-tagplane-omitted']]).toEqual(['', '3'])
})

test('counts are of what one may list', async () => {
  const counts = async (who: readonly string[]) => (await get('/api/v1/tags/values?key=env', who)).body.counts
  expect(await counts(testers)).toEqual(
    expect.arrayContaining([
      { text: 'test', instances: 2 },
      { text: 'prod', instances: 1 },
    ]),
  )
  expect(await counts(admins)).toContainEqual({ text: 'test', instances: 4 })
})

test.each<[string, string, readonly string[], number]>([
  ['that one may read', `${account}/${hangzhouTest}`, testers, 200],
  ['that one may list, and not read', `${account}/${hangzhouProd}`, testers, 403],
  ['that one may neither list nor read', `${account}/${hangzhouProd}`, nobodies, 404],
  ['of another project that one may not read', `${singapore}/${singaporeDb}`, testers, 404],
  ['of another account', `2000000000000002/${hangzhouTest}`, admins, 404],
])('an instance %s', async (_what, path, who, status) => {
  expect((await get(`/api/v1/instances/${path}`, who)).status).toBe(status)
  expect((await get(`/api/v1/instances/${path}/tags`, who)).status).toBe(status)
})

test.each(['', '?revision=0', '?revision=99999', '?time=2000-01-01T00:00:00Z'])(
  'to whom nothing is allowed, the tags of any instance, or none, are not there: %s',
  async (query) => {
    for (const id of [hangzhouTest, 'r-nope']) {
      const { status, body } = await get(`/api/v1/instances/${account}/${id}/tags${query}`, nobodies)
      expect([status, body.error.code]).toEqual([404, 'InstanceNotFound'])
    }
  },
)

test('a revision that is not there yet is refused after the permissions', async () => {
  const path = `/api/v1/instances/${account}/${hangzhouTest}/tags?revision=99999`
  expect((await get(path, testers)).body.error.code).toBe('InvalidParameter')
  expect((await get(path.replace(hangzhouTest, 'r-nope'), testers)).body.error.code).toBe('InstanceNotFound')
})

const onHangzhouTest = { instances: [{ tenant: account, id: hangzhouTest }] }
const onHangzhouProd = { instances: [{ tenant: account, id: hangzhouProd }] }
const onBeijing = { instances: [{ tenant: beijing, id: beijingDb }] }

test.each<[string, object, string | undefined]>([
  ['a tag on an instance whose tags allow it', { ...onHangzhouTest, set: [tag('a', 'b')] }, undefined],
  ['a tag on an instance whose tags do not', { ...onHangzhouProd, set: [tag('a', 'b')] }, 'kvstore:TagResources'],
  ['a tag that is denied', { ...onHangzhouTest, set: [tag('env', 'prod')] }, 'kvstore:TagResources'],
  ['to remove a tag', { ...onHangzhouTest, unset: ['env'] }, 'kvstore:UntagResources'],
  ['a key that is allowed', { ...onBeijing, set: [tag('note', 'x')] }, undefined],
  ['a key that is not', { ...onBeijing, set: [tag('other', 'x')] }, 'dds:instance:setTag'],
  ['to remove a key that is not', { ...onBeijing, unset: ['env'] }, 'dds:instance:setTag'],
])('%s is decided by the policies', async (_what, edit, action) => {
  const { body } = await post('/api/v1/edits/preview', edit, testers)
  expect(body.instances).toHaveLength(1)
  expect(body.instances[0].refusal?.action).toBe(action)
})

const revisionOf = async (tenant: string, id: string) =>
  (await get(`/api/v1/instances/${tenant}/${id}`, admins)).body.revision

/** Applies an edit on what the administrators see of it. */
async function apply(edit: object, who: readonly string[]) {
  const { selection, tenants } = (await post('/api/v1/edits/preview', edit, admins)).body
  const revisions = tenants.map(({ tenant, revision }: { tenant: string; revision: number }) => ({ tenant, revision }))
  return post('/api/v1/edits', { ...edit, seen: { selection, revisions } }, who)
}

test('who may not change an instance changes nothing', async () => {
  const before = await revisionOf(account, hangzhouProd)
  const reply = await apply({ ...onHangzhouProd, set: [tag('a', 'b')] }, testers)
  expect([reply.status, reply.body.error]).toEqual([
    403,
    expect.objectContaining({ code: 'Forbidden.RAM', action: 'kvstore:TagResources' }),
  ])
  expect(await revisionOf(account, hangzhouProd)).toBe(before)
})

test('an instance that one may not list is not there to be changed', async () => {
  const edit = { instances: [{ tenant: singapore, id: singaporeDb }], set: [tag('note', 'x')] }
  expect((await apply(edit, testers)).body.error.code).toBe('InstanceNotFound')
  expect((await apply(edit, nobodies)).body.error.code).toBe('InstanceNotFound')
})

test('who may not undo a change, or see it, undoes nothing', async () => {
  const { requestId } = (await apply({ ...onHangzhouTest, unset: ['env'], set: [tag('seen', 'x')] }, admins)).body
  const revision = await revisionOf(account, hangzhouTest)
  const seen = { revisions: [{ tenant: account, revision }] }
  const [asTester, asNobody] = [
    await post('/api/v1/undo', { requestId, seen }, testers),
    await post('/api/v1/undo', { requestId, seen }, nobodies),
  ]
  expect([asTester.status, asTester.body.error.action]).toEqual([403, 'kvstore:TagResources'])
  expect([asNobody.status, asNobody.body.error.code]).toEqual([403, 'Forbidden.RAM'])
  expect(await revisionOf(account, hangzhouTest)).toBe(revision)
  expect((await post('/api/v1/undo', { requestId, seen }, admins)).status).toBe(200)
})

test('a history has what is of regions that one may list', async () => {
  const shanghai = { instances: [{ tenant: account, id: 'r-uf6native00000001' }], set: [tag('history', 'x')] }
  const { requestId } = (await apply(shanghai, admins)).body
  const found = async (who: readonly string[]) =>
    (await get(`/api/v1/changes?requestId=${requestId}`, who)).body.changes.length
  expect([await found(admins), await found(testers)]).toEqual([1, 0])
})

test('who may list nothing of a tenant is told so, whatever was done there', async () => {
  await apply({ ...onHangzhouTest, set: [tag('undo', 'x')] }, admins)
  const revision = await revisionOf(account, hangzhouTest)
  for (const from of [revision, revision + 1]) {
    const { status, body } = await post(
      '/api/v1/undo/preview',
      { revisions: { tenant: account, from, to: from } },
      nobodies,
    )
    expect([status, body.error.code]).toEqual([403, 'Forbidden.RAM'])
  }
})

test('changes that one may not list at all are not there to be undone', async () => {
  const shanghai = { instances: [{ tenant: account, id: 'r-uf6native00000001' }], set: [tag('undo', 'x')] }
  await apply(shanghai, admins)
  const revision = await revisionOf(account, hangzhouTest)
  for (const from of [revision, revision + 1]) {
    const { status, body } = await post(
      '/api/v1/undo/preview',
      { revisions: { tenant: account, from, to: from } },
      testers,
    )
    expect([status, body.error.code]).toEqual([404, 'ChangeNotFound'])
  }
})

test('pages of a history are full of what one may list, and tell nothing of what lies between', async () => {
  const shanghai = { instances: [{ tenant: account, id: 'r-uf6native00000001' }] }
  for (const value of ['1', '2', '3']) {
    await apply({ ...onHangzhouTest, set: [tag('page', value)] }, admins)
    await apply({ ...shanghai, set: [tag('hidden', value)] }, admins)
  }
  let after = ''
  for (const value of ['3', '2', '1']) {
    const { changes, next } = (await get(`/api/v1/changes?limit=1${after}`, testers)).body
    expect(changes).toMatchObject([{ instance: hangzhouTest, key: 'page', after: value }])
    expect(unpacked(next)).not.toMatch(/hidden|r-uf6native|revision/)
    after = `&after=${next}`
  }
})

test('a place in a history that was made up is refused', async () => {
  const { next } = (await get('/api/v1/changes?limit=1', testers)).body
  const [digest, place] = JSON.parse(unpacked(next))
  for (const other of [{ at: 1, tenant: account, revision: 1, instance: '', key: '' }, `${place}x`.slice(2)]) {
    const after = Buffer.from(JSON.stringify([digest, other])).toString('base64url')
    const { status, body } = await get(`/api/v1/changes?limit=1&after=${after}`, testers)
    expect([status, body.error.parameter]).toEqual([400, 'after'])
  }
})

const unpacked = (cursor: string) => Buffer.from(cursor, 'base64url').toString()

test('conditions see all tags that are asked for, also those that are there already', async () => {
  await apply({ ...onHangzhouProd, set: [tag('owner', 'li.na')] }, admins)
  const refused = async (set: readonly object[]) => (await apply({ ...onHangzhouProd, set }, owners)).body.error?.code
  expect(await refused([tag('team', 'a')])).toBe('Forbidden.RAM')
  expect(await refused([tag('owner', 'li.na'), tag('team', 'a')])).toBeUndefined()
  const { tags } = (await get(`/api/v1/instances/${account}/${hangzhouProd}`, admins)).body
  expect(tags).toContainEqual(tag('team', 'a'))
})
