import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { readDocument, snippetsOf } from './markdown.ts'
import { paste } from './paste.ts'

const folder = mkdtempSync(join(tmpdir(), 'tagplane-explorer-'))
const snippets = snippetsOf(readDocument('docs/explorer.md'))

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

test('docs/explorer.md has a call that is signed', () => {
  expect(snippets).toHaveLength(1)
})

test.each(snippets)('snippet %$ prints what docs/explorer.md says', async ({ script, prints }) => {
  expect((await paste(script, server, folder)).trim()).toBe(prints.trim())
})
