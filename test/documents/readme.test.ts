import { execFile, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { readDocument, root, snippetsOf } from './markdown.ts'

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
  expect((await paste(script)).trim()).toBe(prints.trim())
})

function startDemo(): Promise<RunningServer> {
  return startServer({ data: join(folder, 'data'), args: ['--demo'] })
}

/** Runs a snippet as if it were pasted into a terminal in the project's folder. */
async function paste(script: string): Promise<string> {
  const here = script.replaceAll('127.0.0.1:7070', server.host)
  const { stdout } = await promisify(execFile)('sh', ['-e', '-c', here], {
    cwd: root,
    env: { ...process.env, PATH: pathWithCurl() },
  })
  return stdout
}

/** Where the machine has no `curl`, a program that does what the snippets want of it takes its place. */
function pathWithCurl(): string {
  const path = process.env.PATH ?? ''
  if (spawnSync('curl', ['--version']).error === undefined) return path
  const bin = join(folder, 'bin')
  const curl = join(bin, 'curl')
  mkdirSync(bin, { recursive: true })
  writeFileSync(curl, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'test/documents/curl.mjs')}' "$@"\n`)
  chmodSync(curl, 0o755)
  return `${bin}${delimiter}${path}`
}
