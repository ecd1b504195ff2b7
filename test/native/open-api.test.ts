import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { account, beijing, callAs, keys, send, withKeys } from './client.ts'
import { type Description, type Located, operationsOf, problemsOf } from './open-api.ts'

let server: RunningServer
let description: Description
let operations: readonly Located[]
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
  description = (await send(server, 'GET', '/api/v1/openapi.json')).body
  operations = operationsOf(description)
  const preview = await callAs(server, [keys.huaweiAdmin], 'POST', '/api/v1/edits/preview', edit)
  const [{ revision }] = preview.body.tenants
  Object.assign(seen, { selection: preview.body.selection, revisions: [{ tenant: beijing, revision }] })
  Object.assign(edited, { from: revision + 1, to: revision + 1 })
  Object.assign(seenAfter, { revisions: [{ tenant: beijing, revision: revision + 1 }] })
})
afterAll(() => server[Symbol.asyncDispose]())

const [accessKeyId, accessKeySecret] = keys.alibabaRoot.split(':')

const byMetabase = { instances: [{ tenant: beijing, id: 'd71c4e368f904253e47b0a16f2d3c598in02' }] }
const edit = { ...byMetabase, set: [{ key: 'a', value: 'b' }] }

/** What previews say, and the revision that the edit makes; filled in before the calls. */
const seen = {}
const seenAfter = {}
const edited = { tenant: beijing }

const describeTags = { cloud: 'alibaba', operation: 'DescribeTags', parameters: { RegionId: 'cn-hangzhou' } }

/** A good call of each operation: its target, and its body. */
const calls: Readonly<Record<string, readonly [target: string, body?: object]>> = {
  DescribeApi: ['/api/v1/openapi.json'],
  SignIn: ['/api/v1/session', { cloud: 'alibaba', accessKeyId, accessKeySecret }],
  ShowSession: ['/api/v1/session'],
  SignOut: ['/api/v1/session'],
  ListClouds: ['/api/v1/clouds'],
  ListOperations: ['/api/v1/operations'],
  ExportInstances: ['/api/v1/export?where=env+exists&format=csv&keys=env'],
  SearchInstances: ['/api/v1/instances?where=env+exists&sort=-@name&limit=2'],
  ShowInstance: [`/api/v1/instances/${account}/r-bp1example0000001`],
  ShowTagsAsOf: [`/api/v1/instances/${account}/r-bp1example0000001/tags?revision=0`],
  CountTagKeys: ['/api/v1/tags/keys?limit=3'],
  CountTagValues: ['/api/v1/tags/values?key=env'],
  ListChanges: ['/api/v1/changes'],
  PreviewEdit: ['/api/v1/edits/preview', { where: 'team = orders', set: [{ key: '_sys_', value: 'x' }] }],
  EditTags: ['/api/v1/edits', { ...edit, seen }],
  PreviewUndo: ['/api/v1/undo/preview', { revisions: edited }],
  Undo: ['/api/v1/undo', { revisions: edited, seen: seenAfter }],
  SignRequest: ['/api/v1/explorer/request', describeTags],
  DiagnoseRequest: ['/api/v1/explorer/diagnose', { request: 'http://127.0.0.1/?AccessKeyId=x', stringToSign: 'x' }],
  WriteSamples: ['/api/v1/explorer/samples', describeTags],
}

const changing = ['SignOut', ...Object.keys(calls).filter((name) => calls[name]?.[1])]

test('the API describes itself in OpenAPI 3.1, signed in or not', () => {
  expect(description.openapi).toBe('3.1.0')
})

test('every operation that is described has a good call here, and no other', () => {
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(calls).sort())
})

test.each(Object.entries(calls))('%s answers what is described', async (name, [target, body]) => {
  const operation = operations.find(({ operationId }) => operationId === name) as Located
  const reply = await callAs(server, [keys.alibabaRoot, keys.huaweiAdmin], operation.method, target, body)
  expect(reply.status).toBeLessThan(300)
  expect(problemsOf(description, operation, reply.status, reply.body)).toEqual([])
})

test.each(Object.keys(calls))('%s refuses an unknown parameter as it is described', async (name) => {
  const operation = operations.find(({ operationId }) => operationId === name) as Located
  const [target = '', body] = calls[name] ?? []
  const more = `${target}${target.includes('?') ? '&' : '?'}surprise=1`
  const reply = await callAs(server, [keys.alibabaRoot, keys.huaweiAdmin], operation.method, more, body)
  expect([reply.status, reply.body.error.code]).toEqual([400, 'InvalidParameter'])
  expect(problemsOf(description, operation, reply.status, reply.body)).toEqual([])
})

test.each(Object.keys(calls))('%s is open to whom the description says', async (name) => {
  const operation = operations.find(({ operationId }) => operationId === name) as Located
  const [target = '', body] = calls[name] ?? []
  const headers = { 'content-type': 'application/json', 'x-tagplane-client': 'test', origin: server.url }
  const reply = await send(server, operation.method, target, { headers, ...(body && { body }) })
  const isOpen = operation.security.some((scheme) => Object.keys(scheme).length === 0)
  expect(reply.status === 401).toBe(!isOpen)
  expect(problemsOf(description, operation, reply.status, reply.body)).toEqual([])
})

const unlike = { unset: ['team'], replace: [{ key: 'env', by: { key: 'owner' } }] }
const everyone = [keys.alibabaRoot, keys.huaweiAdmin]
const all = { where: '' }

test.each<[string, string, readonly string[], string, object | undefined, number, string]>([
  [
    'ShowInstance',
    'a disabled key',
    [keys.alibabaAudit],
    `/api/v1/instances/${account}/x`,
    undefined,
    401,
    'WrongCredentials',
  ],
  ['ShowInstance', 'what is not there', everyone, `/api/v1/instances/${account}/x`, undefined, 404, 'InstanceNotFound'],
  [
    'ShowInstance',
    'a path that is too long',
    everyone,
    `/api/v1/instances/${'x'.repeat(25_000)}`,
    undefined,
    414,
    'TargetTooLong',
  ],
  [
    'EditTags',
    'a body that is too long',
    everyone,
    '/api/v1/edits',
    { where: 'x'.repeat(600_000) },
    413,
    'BodyTooLarge',
  ],
  [
    'EditTags',
    'other instances',
    everyone,
    '/api/v1/edits',
    { ...all, seen: { selection: 'x', revisions: [] } },
    409,
    'SelectionChanged',
  ],
  ['PreviewEdit', 'no selection', everyone, '/api/v1/edits/preview', { unset: ['a'] }, 400, 'InvalidParameter'],
  [
    'PreviewEdit',
    'two selections',
    everyone,
    '/api/v1/edits/preview',
    { ...all, ...byMetabase },
    400,
    'InvalidParameter',
  ],
  [
    'PreviewEdit',
    'a selector that is none',
    everyone,
    '/api/v1/edits/preview',
    { where: 'env =' },
    400,
    'InvalidSelector',
  ],
  [
    'PreviewUndo',
    'changes that are not there',
    everyone,
    '/api/v1/undo/preview',
    { requestId: 'x' },
    404,
    'ChangeNotFound',
  ],
])('%s refuses %s as it is described', async (name, _what, who, target, body, status, code) => {
  const operation = operations.find(({ operationId }) => operationId === name) as Located
  const reply = await callAs(server, who, operation.method, target, body)
  expect([reply.status, reply.body.error.code]).toEqual([status, code])
  expect(problemsOf(description, operation, reply.status, reply.body)).toEqual([])
})

test.each<[string, object, readonly string[], number]>([
  ['a taken name', { ...all, ...unlike }, everyone, 422],
  ['what the policies deny', { ...all, set: [{ key: 'a', value: 'b' }] }, [keys.huaweiOps], 403],
])('an edit of many tells of %s as it is described', async (_what, wanted, who, status) => {
  const operation = operations.find(({ operationId }) => operationId === 'EditTags') as Located
  const preview = (await callAs(server, who, 'POST', '/api/v1/edits/preview', wanted)).body
  const revisions = preview.tenants.map(({ tenant, revision }: Record<string, unknown>) => ({ tenant, revision }))
  const body = { ...wanted, seen: { selection: preview.selection, revisions } }
  const reply = await callAs(server, who, 'POST', '/api/v1/edits', body)
  expect(reply.status).toBe(status)
  expect(problemsOf(description, operation, reply.status, reply.body)).toEqual([])
})

test('a conflict tells what was changed as it is described', async () => {
  const operation = operations.find(({ operationId }) => operationId === 'EditTags') as Located
  const post = (path: string, body: object) => callAs(server, everyone, 'POST', path, body)
  const wanted = { ...byMetabase, set: [{ key: 'conflict', value: 'late' }] }
  const { selection, tenants } = (await post('/api/v1/edits/preview', wanted)).body
  const revisions = tenants.map(({ tenant, revision }: Record<string, unknown>) => ({ tenant, revision }))
  const early = { ...byMetabase, set: [{ key: 'conflict', value: 'early' }], seen: { selection, revisions } }
  expect((await post('/api/v1/edits', early)).status).toBe(200)
  const reply = await post('/api/v1/edits', { ...wanted, seen: { selection, revisions } })
  expect(reply.body.error).toMatchObject({ code: 'ChangedSince', applied: [], changes: [{ after: 'early' }] })
  expect(problemsOf(description, operation, reply.status, reply.body)).toEqual([])
})

test('a path without the method says which it has', async () => {
  const reply = await callAs(server, everyone, 'PUT', '/api/v1/session')
  expect([reply.status, reply.headers.allow]).toEqual([405, 'POST, GET, HEAD, DELETE'])
})

test.each(['/api/v1/instances?limit=2', '/api/v1/session'])('HEAD %s is GET without the body', async (target) => {
  const [got, asked] = [await callAs(server, everyone, 'GET', target), await callAs(server, everyone, 'HEAD', target)]
  expect([asked.status, asked.text]).toEqual([200, ''])
  expect(asked.headers['content-length']).toBe(got.headers['content-length'])
})

test('HEAD of an export has its headers alone', async () => {
  const { status, headers, text } = await callAs(server, everyone, 'HEAD', '/api/v1/export?format=csv')
  expect([status, headers['content-type'], text]).toEqual([200, 'text/csv; charset=utf-8', ''])
})

test('what was seen has no members that nobody knows', async () => {
  const revisions = [{ tenant: beijing, revision: 1, more: 1 }]
  const body = { ...byMetabase, seen: { selection: 'x', revisions } }
  const reply = await callAs(server, everyone, 'POST', '/api/v1/edits', body)
  expect([reply.status, reply.body.error.parameter]).toEqual([400, 'seen.revisions.0'])
})

test('what changes something is every call with a body, and SignOut', () => {
  const named = operations.filter(({ method }) => method !== 'GET').map(({ operationId }) => operationId)
  expect(named.sort()).toEqual(changing.toSorted())
})

test.each(changing)('%s of another site changes nothing', async (name) => {
  const operation = operations.find(({ operationId }) => operationId === name) as Located
  const [target = '', body] = calls[name] ?? []
  const headers = { ...withKeys(keys.alibabaRoot, keys.huaweiAdmin), origin: 'https://evil.example' }
  const reply = await send(server, operation.method, target, { headers, ...(body && { body }) })
  expect([reply.status, reply.body.error.code]).toEqual([403, 'CrossSite'])
})

test('what changes something is described with the header that it needs', () => {
  const without = operations.filter(
    ({ method, parameters }) => method !== 'GET' && !parameters.some(({ name }) => name === 'x-tagplane-client'),
  )
  expect(without).toEqual([])
})

test('every parameter in a path is described', () => {
  for (const { path, parameters } of operations) {
    const named = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name)
    expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(named)
  }
})

test('every reference is to a part that is there', () => {
  const references = JSON.stringify(description).matchAll(/"\$ref":"([^"]+)"/g)
  const known = Object.keys(description.components.schemas).map((name) => `#/components/schemas/${name}`)
  for (const [, reference] of references) expect(known).toContain(reference)
})
