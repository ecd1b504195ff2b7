import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { send } from '../native/client.ts'
import { operationsOf } from '../native/open-api.ts'
import { type RunningServer, startServer } from '../server.ts'
import { readDocument, snippetsOf } from './markdown.ts'
import { paste } from './paste.ts'

const folder = mkdtempSync(join(tmpdir(), 'tagplane-api-'))
const document = readDocument('docs/api.md')
const snippets = snippetsOf(document)

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

test('docs/api.md has a search, and an edit that is undone', () => {
  expect(snippets).toHaveLength(2)
})

test.each(snippets)('snippet %$ prints what docs/api.md says', async ({ script, prints }) => {
  expect((await paste(script, server, folder)).trim()).toBe(prints.trim())
})

test('the table of docs/api.md has every operation that the API describes', async () => {
  const described = operationsOf((await send(server, 'GET', '/api/v1/openapi.json')).body)
  const rows = document.text.match(/^\| `(GET|POST|DELETE) .*$/gm)?.map((row) => row.replace(/ +/g, ' '))
  const wanted = described.map(
    ({ method, path, operationId, summary }) => `| \`${method} ${path}\` | \`${operationId}\` | ${summary} |`,
  )
  expect(rows?.sort()).toEqual(wanted.sort())
})
