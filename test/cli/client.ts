import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { keys } from '../native/client.ts'
import { type CommandResult, tagplane } from '../server/command.ts'
import type { RunningServer } from '../server.ts'

const command = fileURLToPath(new URL('../../bin/tagplane.js', import.meta.url))

/** The administrators of both clouds of the demo fleet. */
export const admins = [keys.alibabaRoot, keys.huaweiAdmin]

/** Variables with which the commands call a server, as those to whom these access keys belong. */
export function asWhom({ url }: Pick<RunningServer, 'url'>, who: readonly string[] = admins) {
  return { TAGPLANE_ENDPOINT: url, TAGPLANE_ACCESS_KEYS: who.join(' ') }
}

/** The commands that call a server, each a process of its own. */
export function clientOf(server: Pick<RunningServer, 'url'>, who?: readonly string[]) {
  const run = (...args: readonly string[]) => tagplane(args, { env: asWhom(server, who) })

  /** What a command that does what it says prints. */
  async function done(...args: readonly string[]): Promise<string> {
    const { status, stdout, stderr } = await run(...args)
    expect({ args, status, why: status === 0 ? '' : stderr }).toEqual({ args, status: 0, why: '' })
    return stdout
  }

  /** The objects that a command prints with `--json`, a line each. */
  // biome-ignore lint/suspicious/noExplicitAny: what the tests look into is what they are about
  async function json(...args: readonly string[]): Promise<any[]> {
    return (await done(...args, '--json'))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  }

  return { run, done, json }
}

/** A command that goes on until it is interrupted. */
export function runningCommand(server: RunningServer, ...args: readonly string[]) {
  const env = { ...process.env, ...asWhom(server) }
  const child: ChildProcess = spawn(process.execPath, [command, ...args], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  let text = ''
  child.stdout?.setEncoding('utf8').on('data', (more: string) => {
    text += more
  })
  const interrupt = async (): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    child.kill('SIGINT')
    await once(child, 'exit')
    return child.exitCode
  }
  return {
    printed: (expected: unknown) => expect.poll(() => text, { timeout: 10_000 }).toEqual(expected),
    interrupt,
    [Symbol.asyncDispose]: async () => void (await interrupt()),
  }
}

/** What of a result a person reads when it is refused. */
export function refusalIn({ status, stderr }: CommandResult) {
  return { status, why: stderr.replace(/^tagplane: /, '').trimEnd() }
}
