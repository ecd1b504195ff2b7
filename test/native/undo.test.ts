import { afterAll, beforeAll, expect, test } from 'vitest'
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
const tag = (key: string, value: string) => ({ key, value })

interface Previewed {
  readonly selection: string
  readonly tenants: readonly { readonly tenant: string; readonly revision: number }[]
}

const revisionsOf = ({ tenants }: Previewed) => tenants.map(({ tenant, revision }) => ({ tenant, revision }))

/** Edits, and tells the request id. */
async function edit(what: object): Promise<string> {
  const preview: Previewed = (await post('/api/v1/edits/preview', what)).body
  const seen = { selection: preview.selection, revisions: revisionsOf(preview) }
  return (await post('/api/v1/edits', { ...what, seen })).body.requestId
}

const previewOf = async (what: object, who?: readonly string[]) => (await post('/api/v1/undo/preview', what, who)).body

async function undo(what: object, who?: readonly string[]) {
  return post('/api/v1/undo', { ...what, seen: { revisions: revisionsOf(await previewOf(what, who)) } }, who)
}

/** The tags of the instances found, by their names. */
async function tagsOf(where: string): Promise<Record<string, Record<string, string>>> {
  const { body } = await callAs(server, admins, 'GET', `/api/v1/instances?where=${encodeURIComponent(where)}`)
  return Object.fromEntries(
    body.instances.map(({ name, tags }: { name: string; tags: { key: string; value: string }[] }) => [
      name,
      Object.fromEntries(tags.map(({ key, value }) => [key, value])),
    ]),
  )
}

test('a request is undone in both clouds, and the undo undone', async () => {
  const orders = '@name ^= orders'
  const before = await tagsOf(orders)
  const requestId = await edit({ where: orders, set: [tag('owner', 'x'), tag('new', 'y')], unset: ['app'] })
  const edited = await tagsOf(orders)
  const undone = await undo({ requestId })
  expect([undone.status, undone.body.tenants.length]).toEqual([200, 2])
  expect(await tagsOf(orders)).toEqual(before)
  const redone = await undo({ requestId: undone.body.requestId })
  expect(redone.status).toBe(200)
  expect(await tagsOf(orders)).toEqual(edited)
})

test('the preview shows what an undo changes, and changes nothing', async () => {
  const requestId = await edit({ where: '@name = events-raw', set: [tag('env', 'prod')] })
  const { tenants, instances, conflicts } = await previewOf({ requestId })
  expect(tenants).toMatchObject([{ tenant: beijing, changed: 1, refused: 0 }])
  expect(instances).toMatchObject([
    { name: 'events-raw', differences: [{ key: 'env', before: 'prod', after: 'prdo' }] },
  ])
  expect(conflicts).toEqual([])
  expect((await tagsOf('@name = events-raw'))['events-raw']).toMatchObject({ env: 'prod' })
})

test('what was changed again stays, is shown, and is overwritten only if that is asked for', async () => {
  const where = '@name = product-catalog'
  const requestId = await edit({ where, set: [tag('owner', 'one'), tag('tier', '9')] })
  await edit({ where, set: [tag('owner', 'two')] })
  const { conflicts } = await previewOf({ requestId })
  const conflict = {
    kind: 'changed-again',
    key: 'owner',
    wanted: 'wang.fang@acme.example',
    expected: 'one',
    found: 'two',
  }
  expect(conflicts).toMatchObject([{ ...conflict, revision: expect.any(Number) }])
  await undo({ requestId })
  expect((await tagsOf(where))['product-catalog']).toMatchObject({ owner: 'two', tier: '1' })
  const { tenant, instance, key } = conflicts[0]
  await undo({ requestId, overwrite: [{ tenant, instance, key }] })
  expect((await tagsOf(where))['product-catalog']).toMatchObject({ owner: 'wang.fang@acme.example' })
})

test('an undo tells at which clouds it does not reach what the request did', async () => {
  const requestId = await edit({ where: '@name ^= orders', set: [tag('reach', 'both')] })
  const alone = [keys.huaweiAdmin]
  expect((await previewOf({ requestId })).omitted).toEqual([])
  const unreached = [{ cloud: 'alibaba', code: 'NotSignedIn' }]
  expect((await previewOf({ requestId }, alone)).omitted).toMatchObject(unreached)
  const undone = await undo({ requestId }, alone)
  expect([undone.status, undone.body.tenants.length]).toEqual([200, 1])
  expect(undone.body.omitted).toMatchObject(unreached)
  const { tenant, revision } = undone.body.tenants[0]
  expect((await previewOf({ revisions: { tenant, from: revision, to: revision } }, alone)).omitted).toEqual([])
})

test('a range of revisions is undone as one', async () => {
  const where = '@name = airflow-broker'
  const before = await tagsOf(where)
  for (const owner of ['a', 'b', 'c']) await edit({ where, set: [tag('owner', owner)] })
  const { body } = await callAs(server, admins, 'GET', `/api/v1/changes?tenant=${account}&key=owner&limit=3`)
  const revisions = body.changes.map(({ revision }: { revision: number }) => revision)
  await undo({ revisions: { tenant: account, from: Math.min(...revisions), to: Math.max(...revisions) } })
  expect(await tagsOf(where)).toEqual(before)
})

test('an undo that the policies do not allow is refused before anything is done', async () => {
  const where = '@name ^= payments and @cloud = huawei'
  const requestId = await edit({ where, set: [tag('owner', 'x')] })
  const preview = await previewOf({ requestId }, ops)
  expect(preview.instances[0].refusal).toMatchObject({ code: 'DBS.280063' })
  expect((await undo({ requestId }, ops)).status).toBe(403)
  expect((await tagsOf(where))['payments-ledger']).toMatchObject({ owner: 'x' })
})

test('an undo on what has changed since the preview is refused with the difference', async () => {
  const where = '@name = sg-cms'
  const requestId = await edit({ where, set: [tag('owner', 'one')] })
  const seen = { revisions: revisionsOf(await previewOf({ requestId })) }
  await edit({ where, set: [tag('other', 'x')] })
  const { status, body } = await post('/api/v1/undo', { requestId, seen })
  expect([status, body.error.code, body.error.changes.length]).toEqual([409, 'ChangedSince', 1])
})

test.each<[string, object, number, string]>([
  ['an unknown request', { requestId: 'x' }, 404, 'ChangeNotFound'],
  [
    'revisions that are not there',
    { revisions: { tenant: account, from: 99_999, to: 100_000 } },
    404,
    'ChangeNotFound',
  ],
  ['revisions of another’s tenant', { revisions: { tenant: 'x', from: 1, to: 2 } }, 404, 'ChangeNotFound'],
  ['nothing', {}, 400, 'InvalidParameter'],
  ['two things', { requestId: 'x', revisions: { tenant: account, from: 1, to: 2 } }, 400, 'InvalidParameter'],
])('to undo %s is refused', async (_what, what, status, code) => {
  const reply = await post('/api/v1/undo/preview', what)
  expect([reply.status, reply.body.error.code]).toEqual([status, code])
})
