import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, vi } from 'vitest'
import { run as runTagplane } from '../main.ts'

/** What a command printed, and its exit status. */
interface Printed {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Thrown in the place of the process's end. */
class Ended extends Error {}

/** `tagplane access` on one data folder, within this process: one at a time. Commands are written without quotes. */
export function accessTo(data: string) {
  const run = (command: string, input = '') =>
    inProcess(['access', ...command.split(' ')], { TAGPLANE_DATA: data }, input)

  /** What a command that does what it says prints, without its hints. */
  async function done(command: string, input?: string): Promise<string> {
    const { status, stdout, stderr } = await run(command, input)
    expect({ command, status, why: status === 0 ? '' : stderr }).toEqual({ command, status: 0, why: '' })
    return stdout
  }

  return {
    data,
    run,
    done,
    json: async (command: string, input?: string) => JSON.parse(await done(`${command} --json`, input)),
    /** Why a command did nothing: status 1, nothing on stdout. */
    async refusal(command: string, input?: string): Promise<string> {
      const { status, stdout, stderr } = await run(command, input)
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
      return stderr.trimEnd().replace(/^tagplane: /, '')
    },
  }
}

async function inProcess(args: readonly string[], env: Record<string, string>, input: string): Promise<Printed> {
  const printed = { stdout: '', stderr: '' }
  const keep = (name: keyof typeof printed) => (text: unknown) => {
    printed[name] += text
    return true
  }
  const stdin = vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([Buffer.from(input)]) as never)
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation(keep('stdout'))
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation(keep('stderr'))
  const error = vi.spyOn(console, 'error').mockImplementation((text: unknown) => void keep('stderr')(`${text}\n`))
  const exit = vi.spyOn(process, 'exit').mockImplementation((status) => {
    process.exitCode = status
    throw new Ended()
  })
  Object.assign(process.env, env)
  try {
    await runTagplane(['node', 'tagplane', ...args]).catch(unlessEnded)
    return { status: Number(process.exitCode ?? 0), ...printed }
  } finally {
    process.exitCode = undefined
    for (const name of Object.keys(env)) delete process.env[name]
    for (const spy of [stdin, stdout, stderr, error, exit]) spy.mockRestore()
  }
}

function unlessEnded(error: unknown): void {
  if (!(error instanceof Ended)) throw error
}

/** A folder for one test file; remove it with `[Symbol.dispose]`. */
export function scratchFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-access-'))
  return {
    folder,
    path: (name: string) => join(folder, name),
    /** Writes a file of these lines, and gives its path. */
    file(name: string, ...lines: readonly string[]) {
      writeFileSync(join(folder, name), lines.join('\n'))
      return join(folder, name)
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}
