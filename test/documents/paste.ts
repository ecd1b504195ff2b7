import { execFile, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import type { RunningServer } from '../server.ts'
import { root } from './markdown.ts'

/** Runs a snippet as if it were pasted into a terminal in the project's folder. @param folder for what it needs */
export async function paste(script: string, { host }: RunningServer, folder: string): Promise<string> {
  const here = script.replaceAll('127.0.0.1:7070', host)
  const { stdout } = await promisify(execFile)('sh', ['-e', '-c', here], {
    cwd: root,
    env: { ...process.env, PATH: pathWithPrograms(folder) },
  })
  return stdout
}

/** Where the machine lacks a program, one that does what the snippets want of it takes its place. */
function pathWithPrograms(folder: string): string {
  const path = process.env.PATH ?? ''
  const lacking = ['curl', 'openssl'].filter((name) => spawnSync(name, ['--help']).error !== undefined)
  if (lacking.length === 0) return path
  const bin = join(folder, 'bin')
  mkdirSync(bin, { recursive: true })
  for (const name of lacking) {
    const program = join(bin, name)
    writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${join(root, `test/documents/${name}.mjs`)}' "$@"\n`)
    chmodSync(program, 0o755)
  }
  return `${bin}${delimiter}${path}`
}
