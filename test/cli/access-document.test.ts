import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDocument, root, snippetsOf } from '../documents/markdown.ts'
import { type RunningServer, startServer } from '../server.ts'

const bin = mkdtempSync(join(tmpdir(), 'tagplane-bin-'))
const snippets = snippetsOf(readDocument('docs/access.md'))

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
  const program = join(bin, 'tagplane')
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'bin/tagplane.js')}' "$@"\n`)
  chmodSync(program, 0o755)
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  rmSync(bin, { recursive: true })
})

test('docs/access.md has snippets for the commands and for explaining', () => {
  expect(snippets.length).toBeGreaterThanOrEqual(5)
})

test.each(snippets)('snippet %$ prints what docs/access.md says', async ({ script, prints }) => {
  expect(masked(await paste(script))).toBe(masked(prints))
})

/** Runs a snippet as if it were pasted into a terminal in the project's folder. */
async function paste(script: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-e', '-c', script.replaceAll('127.0.0.1:7070', server.host)], {
    cwd: root,
    env: { ...process.env, TAGPLANE_DATA: server.data, PATH: `${bin}${delimiter}${process.env.PATH}` },
  })
  return stdout
}

/** What is another each time: keys, secrets, request ids and times. */
function masked(text: string): string {
  return text
    .trim()
    .replace(/LTAI5t\w{18}\b/g, 'KEY')
    .replace(/^(Secret +)\S+$/m, '$1SECRET')
    .replace(/^(Request +)[\dA-F-]{36}$/m, '$1ID')
    .replace(/^(Time +)[\d-]+T[\d:.]+Z$/m, '$1TIME')
}
