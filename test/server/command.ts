import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('../../bin/tagplane.js', import.meta.url))
const nobody = 65_534
const runMsMax = 15_000

export interface CommandResult {
  /** Null if it was still running after 15 s, and was killed. */
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>
  /** What it reads on stdin; nothing otherwise. */
  readonly input?: string
  /** The Node to run it on, and arguments for that Node. */
  readonly node?: readonly [path: string, ...args: string[]]
  /** Whether it runs as a user who owns nothing, where the tests run as root. */
  readonly asNobody?: boolean
}

/** Runs `tagplane` to its end. */
export function tagplane(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return startTagplane(args, options).ended
}

/** Starts `tagplane`; what it has printed is told at its end. */
export function startTagplane(
  args: readonly string[],
  { env = {}, input, node: [path, ...nodeArgs] = [process.execPath], asNobody = false }: CommandOptions = {},
): { readonly child: ChildProcess; readonly ended: Promise<CommandResult> } {
  const child = spawn(path, [...nodeArgs, command, ...args], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(asNobody && process.getuid?.() === 0 && { uid: nobody, gid: nobody }),
    timeout: runMsMax,
    killSignal: 'SIGKILL',
  })
  child.stdin.on('error', () => {}).end(input)
  const printed = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text
    })
  }
  const ended = once(child, 'close').then(([status]) => ({ status: status as number | null, ...printed }))
  return { child, ended }
}
