import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { account, keys, type Reply, send, withKeys } from './client.ts'
import { type Description, type Located, operationsOf, problemsOf } from './open-api.ts'

let server: RunningServer
let description: Description
let operations: readonly Located[]
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
  description = (await send(server, 'GET', '/api/v1/openapi.json')).body
  operations = operationsOf(description)
})
afterAll(() => server[Symbol.asyncDispose]())

const headers = withKeys(keys.alibabaRoot, keys.huaweiAdmin)
const runs = { numRuns: 60 }

/** Texts that have gone wrong somewhere. */
const hostile = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    '\u0000',
    '\ud83d',
    '💩',
    '1e999',
    '-0',
    'NaN',
    'null',
    '[]',
    '{}',
    '%00',
    "'; --",
  ),
  fc.constantFrom('('.repeat(2000), 'a'.repeat(10_000), 'env = "', '@name ~ "(a+)+$"', 'not '.repeat(500), ',,,', '-@'),
  fc.constantFrom(account, 'r-bp1example0000001', 'env = prod', 'name', '1', '0', '-1', '99999999999999999999'),
  fc.string({ unit: 'binary', maxLength: 30 }),
)
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    hostile,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(hostile, fc.constantFrom('key', 'value', 'tenant', 'id', 'by', 'from', 'to')),
      tie('value'),
      {
        maxKeys: 4,
      },
    ),
  ),
})).value

/** Nothing that a caller sends is the server's fault, and what is wrong with it is among what is described. */
function expectCalm(reply: Reply, operation: Located): void {
  expect(reply.status, reply.text).not.toBe(500)
  if (reply.status >= 400) expect(problemsOf(description, operation, reply.status, reply.body)).toEqual([])
}

test('no text in path or query is too much for any operation', async () => {
  const texts = fc.array(hostile, { minLength: 14, maxLength: 14 })
  await fc.assert(
    fc.asyncProperty(fc.nat(), texts, fc.boolean(), async (which, values, whole) => {
      const operation = operations[which % operations.length] as Located
      const { method, path, parameters } = operation
      const at = (name: string) => encodeURIComponent((values[name.length % values.length] ?? '').toWellFormed())
      const filled = path.replace(/\{(\w+)\}/g, (_, name) => at(name) || 'x')
      const asked = parameters.filter((one) => one.in === 'query').filter((_, index) => whole || index % 2 === 0)
      const query = asked.map(({ name }) => `${name}=${at(name)}`).join('&')
      expectCalm(await send(server, method, `${filled}?${query}`.slice(0, 20_000), { headers }), operation)
    }),
    runs,
  )
})

/** Members that some body of the API has. */
const members = [
  'where',
  'instances',
  'set',
  'unset',
  'replace',
  'seen',
  'limit',
  'requestId',
  'revisions',
  'overwrite',
]

test('no body is too much for any operation', async () => {
  const body = fc.dictionary(fc.constantFrom(...members), value, { maxKeys: 4 })
  await fc.assert(
    fc.asyncProperty(fc.nat(), body, async (which, sent) => {
      const posts = operations.filter(({ method }) => method === 'POST')
      const operation = posts[which % posts.length] as Located
      expectCalm(await send(server, 'POST', operation.path, { headers, body: sent }), operation)
    }),
    runs,
  )
})

test('no header is too much', async () => {
  const texts = fc.string({ unit: fc.constantFrom(...'abc=;,:" /+Basic\t%'), maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(texts, texts, texts, async (cookie, authorization, origin) => {
      const sent = { ...headers, cookie: `tagplane-alibaba=${cookie}`, authorization, origin }
      expectCalm(await send(server, 'GET', '/api/v1/session', { headers: sent }), named('ShowSession'))
      expectCalm(await send(server, 'POST', '/api/v1/edits', { headers: sent, body: {} }), named('EditTags'))
    }),
    runs,
  )
})

const named = (name: string) => operations.find(({ operationId }) => operationId === name) as Located

/** The place in a cursor of ours, changed, as somebody might who looks into it. */
function altered(cursor: string, place: object): string {
  const [digest, own] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  return Buffer.from(JSON.stringify([digest, { ...own, ...place }])).toString('base64url')
}

test.each<[string, string, object]>([
  ['/api/v1/instances?limit=1&sort=@name', 'no values', { values: [] }],
  ['/api/v1/instances?limit=1&sort=@name', 'a value of another kind', { values: [1] }],
  ['/api/v1/instances?limit=1&sort=@created', 'a time that is no whole number', { values: [0.5] }],
])('%s goes on at no place with %s', async (target, _what, place) => {
  const { next } = (await send(server, 'GET', target, { headers })).body
  const reply = await send(server, 'GET', `${target}&after=${altered(next, place)}`, { headers })
  expect([reply.status, reply.body.error.code]).toEqual([400, 'InvalidParameter'])
})

test.each(['limit=', 'limit=0x10', 'limit=1e2', 'limit=%2B5', 'limit=0'])('%s is no whole number', async (query) => {
  const { status, body } = await send(server, 'GET', `/api/v1/instances?${query}`, { headers })
  expect([status, body.error.parameter]).toEqual([400, 'limit'])
})

test.each(['\u0000', '\ud83d', '__proto__'])('a listing goes on after %j', async (text) => {
  const searching = '/api/v1/instances?limit=1&sort=@name'
  const place = { values: [text], tenant: text, instance: text }
  const { next } = (await send(server, 'GET', searching, { headers })).body
  expect((await send(server, 'GET', `${searching}&after=${altered(next, place)}`, { headers })).status).toBe(200)
})
