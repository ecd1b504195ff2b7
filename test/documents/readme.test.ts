import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { readDocument, snippetsOf } from './markdown.ts'
import { paste } from './paste.ts'

const folder = mkdtempSync(join(tmpdir(), 'tagplane-readme-'))
const snippets = snippetsOf(readDocument('README.md'))

let server: RunningServer
beforeAll(async () => {
  server = await startDemo()
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

test('README.md has snippets for both clouds, and one that comes after a kill', () => {
  expect(snippets.map(({ mark }) => mark)).toEqual(['run', 'run', 'run', 'run after a kill'])
})

test.each(snippets)('snippet %$ prints what README.md says', async ({ mark, script, prints }) => {
  if (mark === 'run after a kill') {
    await server.kill()
    server = await startDemo()
  }
  expect((await paste(script, server, folder)).trim()).toBe(prints.trim())
})

function startDemo(): Promise<RunningServer> {
  return startServer({ data: join(folder, 'data'), args: ['--demo'] })
}
