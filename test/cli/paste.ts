import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../documents/markdown.ts'
import type { RunningServer } from '../server.ts'

/** A terminal in the project's folder that knows the command `tagplane`. */
export interface Terminal extends Disposable {
  /** Runs a snippet as if it were pasted into it; resolves with what it prints on stdout. */
  paste(script: string): Promise<string>
}

/** @param server that the snippets mean with the default address, and its data folder */
export function terminalBeside(server: RunningServer): Terminal {
  const bin = mkdtempSync(join(tmpdir(), 'tagplane-bin-'))
  const program = join(bin, 'tagplane')
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'bin/tagplane.js')}' "$@"\n`)
  chmodSync(program, 0o755)
  const env = {
    ...process.env,
    TAGPLANE_DATA: server.data,
    TAGPLANE_ENDPOINT: server.url,
    HOME: bin,
    XDG_CONFIG_HOME: undefined,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
  }
  return {
    async paste(script) {
      const here = script.replaceAll('127.0.0.1:7070', server.host)
      return (await promisify(execFile)('sh', ['-e', '-c', here], { cwd: root, env })).stdout
    },
    [Symbol.dispose]: () => rmSync(bin, { recursive: true }),
  }
}
