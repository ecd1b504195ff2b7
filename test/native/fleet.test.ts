import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { account, beijing, callAs, keys, type Reply, singapore } from './client.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
})
afterAll(() => server[Symbol.asyncDispose]())

const admins = [keys.alibabaRoot, keys.huaweiAdmin]
const get = (path: string, who: readonly string[] = admins) => callAs(server, who, 'GET', path)
const searching = (where: string, more = '') => get(`/api/v1/instances?where=${encodeURIComponent(where)}${more}`)
const names = ({ body }: Reply): string[] => body.instances.map(({ name }: { name: string }) => name)

const ordersDb = 'cc6345c64cec47499182467ea0dd432ain02'
const ordersCache = 'r-bp1example0000001'

test('one search spans both clouds', async () => {
  const reply = await searching('team = orders and env = prod', '&sort=@name')
  expect(names(reply)).toEqual(['orders-cache', 'orders-db', 'orders-sessions'])
  expect(reply.body).toMatchObject({ total: 3, omitted: [] })
  expect(reply.body.instances[0]).toMatchObject({
    cloud: 'alibaba',
    tenant: account,
    region: 'cn-hangzhou',
    id: ordersCache,
    tags: expect.arrayContaining([{ key: 'env', value: 'prod' }]),
  })
})

test('a principal of one cloud finds what is there', async () => {
  const { body } = await get('/api/v1/instances', [keys.huaweiAdmin])
  expect(new Set(body.instances.map(({ cloud }: { cloud: string }) => cloud))).toEqual(new Set(['huawei']))
})

test('pages follow each other to the last', async () => {
  const found: string[] = []
  let after = ''
  for (let page = 0; page < 10; page++) {
    const reply = await searching('env exists', `&sort=-env,@name&limit=7${after}`)
    found.push(...names(reply))
    if (reply.body.next === undefined) break
    after = `&after=${reply.body.next}`
  }
  const { body } = await searching('env exists')
  expect(found).toHaveLength(body.total)
  expect(new Set(found).size).toBe(body.total)
})

test('the column of a mistake is told', async () => {
  const { status, body } = await searching('env = prod and and')
  expect([status, body.error.code, body.error.column]).toEqual([400, 'InvalidSelector', 16])
})

test.each<[string, string]>([
  ['a sort by nothing', 'sort=,'],
  ['a sort by an unknown attribute', 'sort=@secret'],
  ['a sort by four keys', 'sort=a,b,c,d'],
  ['no place to go on', 'after=x'],
  ['the place of another search', 'after=WyJhIiwwXQ'],
  ['no limit', 'limit=0'],
  ['too high a limit', 'limit=1001'],
  ['a limit that is no number', 'limit=many'],
  ['a parameter twice', 'limit=1&limit=1'],
])('%s is refused', async (_what, query) => {
  const { status, body } = await get(`/api/v1/instances?${query}`)
  expect([status, body.error.code]).toEqual([400, 'InvalidParameter'])
})

test('one instance is shown with its limit and its tenant’s revision', async () => {
  const { body } = await get(`/api/v1/instances/${singapore}/2c61938b34e547a8c9c05f6b47281aedin02`)
  expect(body).toMatchObject({ cloud: 'huawei', name: 'sg-loyalty', tagsPerInstanceMax: 20 })
  expect(body.tags).toHaveLength(12)
  expect(body.revision).toEqual(expect.any(Number))
})

test.each<[string, string, readonly string[]]>([
  ['that is not there', `/api/v1/instances/${account}/r-bp1nothing0000001`, admins],
  ['of another tenant', `/api/v1/instances/${beijing}/${ordersCache}`, admins],
  ['of a tenant that is not there', `/api/v1/instances/__proto__/${ordersCache}`, admins],
  ['of a cloud that one is not signed in at', `/api/v1/instances/${account}/${ordersCache}`, [keys.huaweiAdmin]],
])('an instance %s is not found', async (_what, path, who) => {
  const { status, body } = await get(path, who)
  expect([status, body.error.code]).toEqual([404, 'InstanceNotFound'])
  expect((await get(`${path}/tags`, who)).status).toBe(404)
})

test('keys and values are counted over both clouds', async () => {
  const keysFound = (await get('/api/v1/tags/keys?beginning=e')).body.counts
  expect(keysFound.map(({ text }: { text: string }) => text).sort()).toEqual(
    expect.arrayContaining(['env', 'enviroment', 'environment', 'expires']),
  )
  const values = (await get('/api/v1/tags/values?key=env')).body.counts
  expect(values[0].text).toBe('prod')
  expect(values.find(({ text }: { text: string }) => text === 'prdo')).toEqual({ text: 'prdo', instances: 1 })
})

test('nobody searches who is not signed in', async () => {
  expect((await get('/api/v1/instances', ['x:y'])).status).toBe(401)
})

test('what changes is in the history, newest first, with who did it', async () => {
  const edit = { instances: [{ tenant: beijing, id: ordersDb }], set: [{ key: 'history', value: 'a' }] }
  const preview = await callAs(server, admins, 'POST', '/api/v1/edits/preview', edit)
  const seen = {
    selection: preview.body.selection,
    revisions: preview.body.tenants.map(({ tenant, revision }: { tenant: string; revision: number }) => ({
      tenant,
      revision,
    })),
  }
  const applied = await callAs(server, admins, 'POST', '/api/v1/edits', { ...edit, seen })
  const { body } = await get(`/api/v1/changes?instance=${ordersDb}&key=history`)
  expect(body.changes).toMatchObject([
    {
      cloud: 'huawei',
      tenant: beijing,
      region: 'cn-north-4',
      instance: ordersDb,
      key: 'history',
      after: 'a',
      actor: 'iam::0123456789abcdef0123456789abcdef:user:admin',
      operation: 'EditTags',
      requestId: applied.body.requestId,
    },
  ])
  const past = (await get(`/api/v1/instances/${beijing}/${ordersDb}/tags?revision=${preview.body.tenants[0].revision}`))
    .body
  expect(past.tags).not.toContainEqual({ key: 'history', value: 'a' })
  const now = (await get(`/api/v1/instances/${beijing}/${ordersDb}/tags`)).body
  expect(now.tags).toContainEqual({ key: 'history', value: 'a' })
})

test.each<[string, string]>([
  ['revisions of no tenant', '/api/v1/changes?fromRevision=1'],
  ['no place to go on', '/api/v1/changes?after=x'],
  ['a time that is none', '/api/v1/changes?from=yesterday'],
  ['a revision and a time', `/api/v1/instances/${beijing}/${ordersDb}/tags?revision=0&time=2026-01-01T00:00:00Z`],
  ['a revision to come', `/api/v1/instances/${beijing}/${ordersDb}/tags?revision=999999`],
])('%s is refused', async (_what, path) => {
  const { status, body } = await get(path)
  expect([status, body.error.code]).toEqual([400, 'InvalidParameter'])
})
