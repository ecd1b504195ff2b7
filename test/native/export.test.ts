import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { callAs, keys } from './client.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
})
afterAll(() => server[Symbol.asyncDispose]())

const exported = (query: string, who: readonly string[] = [keys.alibabaRoot, keys.huaweiAdmin]) =>
  callAs(server, who, 'GET', `/api/v1/export?${query}`)
const linesOf = (text: string) => text.trimEnd().split(/\r?\n/)

test('every instance of both clouds is a line of JSON', async () => {
  const { headers, text } = await exported('')
  expect(headers['content-type']).toBe('application/x-ndjson')
  const instances = linesOf(text).map((line) => JSON.parse(line))
  expect(instances).toHaveLength(42)
  expect(instances).toContainEqual(
    expect.objectContaining({ name: '会员中心', tags: expect.arrayContaining([{ key: '团队', value: '会员' }]) }),
  )
})

test('a search becomes a table with a column for each key asked for', async () => {
  const { headers, text } = await exported('format=csv&keys=env,%22owner%22&where=%40name+%3D+orders-db')
  expect(headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(headers['content-disposition']).toBe('attachment; filename="instances.csv"')
  expect(linesOf(text)).toEqual([
    'cloud,tenant,region,id,name,createdAt,env,owner,tags',
    expect.stringMatching(/^huawei,89\w+,cn-north-4,cc63\w+,orders-db,2024-03-11T08:00:00.000Z,prod,li.na,"\{""env"":/),
  ])
})

test('what is not found is an empty file', async () => {
  expect((await exported('where=env+%3D+nothing')).text).toBe('')
})

test.each<[string, string, string]>([
  ['a selector that is none', 'where=env+%3D', 'InvalidSelector'],
  ['an unknown format', 'format=xls', 'InvalidParameter'],
  ['keys that cannot be read', 'keys=a,%22b', 'InvalidParameter'],
])('%s is refused', async (_what, query, code) => {
  const { status, body } = await exported(query)
  expect([status, body.error.code]).toEqual([400, code])
})
