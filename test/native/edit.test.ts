import { afterAll, beforeAll, expect, test } from 'vitest'
import { tagplane } from '../server/command.ts'
import { type RunningServer, startServer } from '../server.ts'
import { account, beijing, callAs, keys } from './client.ts'

/** One fleet for all: each test changes instances of its own. */
let server: RunningServer
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
})
afterAll(() => server[Symbol.asyncDispose]())

const admins = [keys.alibabaRoot, keys.huaweiAdmin]
const ops = [keys.alibabaOps, keys.huaweiOps]
const post = (path: string, body: object, who: readonly string[] = admins) => callAs(server, who, 'POST', path, body)
const previewOf = (edit: object, who?: readonly string[]) => post('/api/v1/edits/preview', edit, who)

interface Seen {
  readonly selection: string
  readonly tenants: readonly { readonly tenant: string; readonly revision: number }[]
}

async function seenOf(edit: object, who?: readonly string[]) {
  const { selection, tenants }: Seen = (await previewOf(edit, who)).body
  return { selection, revisions: tenants.map(({ tenant, revision }) => ({ tenant, revision })) }
}

async function apply(edit: object, who?: readonly string[]) {
  return post('/api/v1/edits', { ...edit, seen: await seenOf(edit, who) }, who)
}

async function find(where: string, member: 'name' | 'id' = 'name'): Promise<string[]> {
  const { body } = await callAs(
    server,
    admins,
    'GET',
    `/api/v1/instances?where=${encodeURIComponent(where)}&sort=@name`,
  )
  return body.instances.map((instance: Record<'name' | 'id', string>) => instance[member])
}

const tag = (key: string, value: string) => ({ key, value })

test('an edit changes what the preview showed, in both clouds, under one request id', async () => {
  const edit = { where: 'team = orders', set: [tag('owner', 'wu.min')], unset: ['cost-center'] }
  const preview = (await previewOf(edit)).body
  expect(preview.tenants.map(({ changed, refused }: Record<string, number>) => [changed, refused])).toEqual([
    [3, 0],
    [2, 0],
  ])
  expect(preview.instances[0].differences).toEqual([
    { key: 'cost-center', before: 'CC-4711' },
    { key: 'owner', before: 'li.na', after: 'wu.min' },
  ])
  const { status, body } = await apply(edit)
  expect(status).toBe(200)
  expect(body.tenants).toMatchObject([
    { cloud: 'alibaba', instances: 3, tags: 6 },
    { cloud: 'huawei', instances: 2, tags: 4 },
  ])
  expect(await find('owner = wu.min and cost-center missing')).toHaveLength(5)
  const changes = await callAs(server, admins, 'GET', `/api/v1/changes?requestId=${body.requestId}`)
  expect(changes.body.changes).toHaveLength(10)
})

test('spellings of a key become one, and what is right already stays untouched', async () => {
  const { body } = await apply({
    where: '',
    replace: [
      { key: 'Env', by: { key: 'env' } },
      { key: 'enviroment', by: { key: 'env' } },
    ],
  })
  expect(body.tenants.map(({ tags, instances }: Record<string, number>) => [instances, tags])).toEqual([
    [2, 4],
    [1, 2],
  ])
  expect(await find('Env exists or enviroment exists')).toEqual([])
})

test('a value becomes another', async () => {
  await apply({ where: 'env exists', replace: [{ key: 'env', value: 'prdo', by: { value: 'prod' } }] })
  expect(await find('env = prdo')).toEqual([])
  expect(await find('env = prod and team = data')).toContain('events-raw')
})

test('two values are not made one behind anybody’s back', async () => {
  const edit = { where: 'team = orders', replace: [{ key: 'app', by: { key: 'team' } }] }
  const { body } = await previewOf(edit)
  expect(body.instances[0].refusal.code).toBe('AlreadyThere')
})

test('an edit that changes nothing takes no revision', async () => {
  const edit = { where: 'team = orders', unset: ['nothing'] }
  expect((await previewOf(edit)).body.tenants[0]).toMatchObject({ changed: 0, refused: 0 })
  expect((await apply(edit)).body.tenants).toEqual([])
})

test.each<[string, { key: string; value: string }, string, string]>([
  [
    'alibaba',
    tag('aliyun-x', ''),
    'InvalidTagKey.Malformed',
    'The specified parameter Tag.n.Key or TagKey.n is not valid.',
  ],
  ['alibaba', tag('x', 'http://x'), 'InvalidTagValue.Malformed', 'The specified parameter Tag.n.Value is not valid.'],
  ['huawei', tag('_sys_x', ''), 'DBS.280482', 'Invalid user tag key.'],
  ['huawei', tag('x', '{}'), 'DBS.280483', 'Invalid tag value.'],
])('%s refuses the tag %j in its own words', async (cloud, bad, code, message) => {
  const edit = { where: `@cloud = ${cloud} and team = orders`, set: [bad] }
  const { body } = await previewOf(edit)
  expect(body.instances[0].refusal).toEqual({ code, message })
  const reply = await apply(edit)
  expect([reply.status, reply.body.error.code, reply.body.error.message]).toEqual([422, code, message])
})

test('too many tags are refused by the limit of the tenant', async () => {
  const set = Array.from({ length: 9 }, (_, n) => tag(`k${n}`, ''))
  const refusals = (await previewOf({ where: 'team in (loyalty, mobile, orders) and @cloud = huawei', set })).body
    .instances
  const codes = Object.fromEntries(
    refusals.map(({ name, refusal }: { name: string; refusal?: { code: string } }) => [name, refusal?.code]),
  )
  expect(codes).toEqual({
    'orders-db': 'DBS.280484',
    'orders-db-staging': 'DBS.280484',
    'sg-loyalty': 'DBS.280484',
    'mobile-beta': undefined,
  })
})

test('a refused instance stops the edit before anything is done, unless it is left out', async () => {
  const edit = {
    where: '@cloud = huawei and team in (orders, mobile)',
    set: Array.from({ length: 7 }, (_, n) => tag(`k${n}`, '')),
  }
  expect((await apply(edit)).status).toBe(422)
  expect(await find('k0 exists')).toEqual([])
  const reply = await post('/api/v1/edits', { ...edit, seen: await seenOf(edit), skipRefused: true })
  expect(reply.status).toBe(200)
  expect(await find('k0 exists')).toEqual(['mobile-beta'])
})

test('what the policies do not allow is refused for each instance, with the action', async () => {
  const edit = { where: 'team = payments', unset: ['team'] }
  const { body } = await previewOf(edit, ops)
  const actions = body.instances.map(({ cloud, refusal }: { cloud: string; refusal?: object }) => [cloud, refusal])
  expect(actions).toEqual([
    ['alibaba', expect.objectContaining({ code: 'Forbidden.RAM', action: 'kvstore:UntagResources' })],
    ['alibaba', expect.objectContaining({ resource: expect.stringContaining('r-bp1example0000006') })],
    ['huawei', expect.objectContaining({ code: 'DBS.280063', action: 'dds:instance:setTag' })],
    ['huawei', expect.objectContaining({ code: 'DBS.280063', action: 'dds:instance:setTag' })],
  ])
  const reply = await apply(edit, ops)
  expect([reply.status, reply.body.error.action]).toEqual([403, 'kvstore:UntagResources'])
  expect(await find('team = payments')).toHaveLength(4)
})

test('an edit on what has changed since is refused with the difference', async () => {
  const edit = { where: 'team = search and @cloud = huawei', set: [tag('owner', 'late')] }
  const seen = await seenOf(edit)
  await apply({ where: '@name = product-catalog', set: [tag('owner', 'early')] })
  const { status, body } = await post('/api/v1/edits', { ...edit, seen })
  expect([status, body.error.code, body.error.tenant]).toEqual([409, 'ChangedSince', beijing])
  expect(body.error.changes).toMatchObject([{ key: 'owner', before: 'wang.fang@acme.example', after: 'early' }])
  expect(await find('owner = late')).toEqual([])
})

test('a change that ended half way stands in the trail with what was changed', async () => {
  const edit = { where: '@name in (feature-store-canary, events-raw)', set: [tag('half', 'way')] }
  const seen = await seenOf(edit)
  await apply({ where: '@name = events-raw', set: [tag('half', 'before')] })
  const { status, headers, body } = await post('/api/v1/edits', { ...edit, seen })
  expect([status, body.error.applied]).toEqual([409, [expect.objectContaining({ tenant: account, instances: 1 })]])
  const changed = await find('@name = feature-store-canary', 'id')
  expect(await recordOf(String(headers['x-request-id']))).toMatchObject({
    decision: 'allow',
    status: 409,
    code: 'ChangedSince',
    resources: changed,
  })
})

test('an edit by a selector, and its undo, stand in the trail with the instances that were changed', async () => {
  const edit = { where: '@name = events-raw', set: [tag('trail', 'x')] }
  const applied = await apply(edit)
  const seen = await post('/api/v1/undo/preview', { requestId: applied.body.requestId })
  const revisions = seen.body.tenants.map(({ tenant, revision }: Record<string, unknown>) => ({ tenant, revision }))
  const undone = await post('/api/v1/undo', { requestId: applied.body.requestId, seen: { revisions } })
  const ids = await find('@name = events-raw', 'id')
  for (const { body } of [applied, undone]) expect((await recordOf(body.requestId)).resources).toEqual(ids)
})

async function recordOf(requestId: string) {
  const { stdout } = await tagplane(['audit', '--json', '--data', server.data, '--request-id', requestId])
  return JSON.parse(stdout)
}

test('an edit that has other instances by now is refused', async () => {
  const edit = { where: 'owner = mei.tan', set: [tag('owner', 'late')] }
  const seen = await seenOf(edit)
  await apply({ where: '@name = sg-orders-db', set: [tag('owner', 'early')] })
  expect((await post('/api/v1/edits', { ...edit, seen })).body.error.code).toBe('SelectionChanged')
})

test('changes of other instances do not matter', async () => {
  const edit = { where: '@name = orders-db', set: [tag('owner', 'late')] }
  const seen = await seenOf(edit)
  await apply({ where: '@name = metabase', set: [tag('owner', 'other')] })
  expect((await post('/api/v1/edits', { ...edit, seen })).status).toBe(200)
})

test.each<[string, object, number, string]>([
  ['a selector that is none', { where: 'env =' }, 400, 'InvalidSelector'],
  ['two ways to choose', { where: 'env exists', instances: [{ tenant: account, id: 'x' }] }, 400, 'InvalidParameter'],
  ['an instance that is not there', { instances: [{ tenant: account, id: 'x' }] }, 404, 'InstanceNotFound'],
  ['no instances', { instances: [] }, 400, 'InvalidParameter'],
  ['a key that is no text', { unset: [1] }, 400, 'InvalidParameter'],
  ['an empty key', { unset: [''] }, 400, 'InvalidParameter'],
  ['a replacement by nothing', { replace: [{ key: 'a' }] }, 400, 'InvalidParameter'],
  ['too many tags', { set: Array.from({ length: 51 }, () => tag('a', '')) }, 400, 'InvalidParameter'],
])('%s is refused', async (_what, edit, status, code) => {
  const reply = await previewOf(edit)
  expect([reply.status, reply.body.error.code]).toEqual([status, code])
})

test('__proto__ is a key like any other', async () => {
  const edit = { where: '@name = orders-db', set: [tag('__proto__', 'x')], unset: ['constructor'] }
  expect((await apply(edit)).status).toBe(200)
  expect(await find('__proto__ = x')).toEqual(['orders-db'])
})
