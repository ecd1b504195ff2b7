import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { readDocument, root, snippetsOf } from './markdown.ts'

const snippets = snippetsOf(readDocument('docs/alibaba.md'))

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
})
afterAll(() => server[Symbol.asyncDispose]())

test('docs/alibaba.md has a snippet to run', () => expect(snippets).toHaveLength(1))

test.each(snippets)('snippet %$ prints what docs/alibaba.md says', async ({ script, prints }) => {
  const here = script.replaceAll('127.0.0.1:7070', server.host)
  const { stdout } = await promisify(execFile)('sh', ['-e', '-c', here], { cwd: root })
  expect(stdout.trim()).toBe(prints.trim())
})
