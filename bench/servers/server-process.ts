import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onServerCore } from './cores.ts'
import { cpuSecondsOf, type Memory, memoryOf } from './process-figures.ts'

const startMsMax = 60_000

/** A server on the servers' core. */
export interface ServerProcess extends AsyncDisposable {
  readonly port: number
  /** Milliseconds since 1970 at which it was started. */
  readonly startedAt: number
  memory(): Memory
  /** Processor time used so far, seconds; of this process alone, whatever else ran on its core. */
  cpuSeconds(): number
}

/** Starts a script with this Node and waits until it prints where it listens. What it logs on stderr is dropped. */
export async function startServerProcess(
  script: string,
  args: readonly string[],
  nodeArgs: readonly string[] = [],
): Promise<ServerProcess> {
  const startedAt = performance.timeOrigin + performance.now()
  const command = [process.execPath, ...nodeArgs, fileURLToPath(new URL(script, import.meta.url)), ...args]
  const [program = '', ...programArgs] = onServerCore(command)
  const child = spawn(program, programArgs, { stdio: ['ignore', 'pipe', 'ignore'] })
  const port = await listeningPort(child, command.join(' '))
  const pid = child.pid as number
  return {
    port,
    startedAt,
    memory: () => memoryOf(pid),
    cpuSeconds: () => cpuSecondsOf(pid),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    },
  }
}

function listeningPort(child: ChildProcess, command: string): Promise<number> {
  return new Promise((found, failed) => {
    const fail = (why: string) => {
      child.kill('SIGKILL')
      failed(new Error(`The server ${why}; start it by hand to see why: ${command}`))
    }
    const late = setTimeout(() => fail(`did not listen within ${startMsMax} ms`), startMsMax)
    let output = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const port = /listening on http:\/\/[^\s:]+:(\d+)/.exec(output)?.[1]
      if (port === undefined) return
      clearTimeout(late)
      found(Number(port))
    })
    child.once('exit', (status) => {
      clearTimeout(late)
      fail(`ended with status ${status}`)
    })
  })
}
