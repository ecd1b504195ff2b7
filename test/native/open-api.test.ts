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
