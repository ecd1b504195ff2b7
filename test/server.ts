import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('../bin/tagplane.js', import.meta.url))
const startMsMax = 15_000

/** A `tagplane serve` of its own process, on a port of its own. */
export interface RunningServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  readonly url: string
  /** `127.0.0.1:PORT`, as the clients that want no scheme take it. */
  readonly host: string
  readonly port: number
  /** The data folder; give it to the next `startServer` to go on with the same data. */
  readonly data: string
  readonly process: ChildProcess
  /** All that it printed so far: the banner on stdout, the log on stderr. */
  output(): string
  /** Asks it to end (SIGTERM) and waits; resolves with its exit status. */
  stop(): Promise<number | null>
  /** Ends it at once (SIGKILL) and waits. */
  kill(): Promise<void>
}

export interface ServerOptions {
  readonly seed?: string | URL
  /** Default: a folder of its own, removed with the server. */
  readonly data?: string
  /** Further arguments of `serve`. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** What a file of it may grow to, as a full disk would have it. */
  readonly fileKibMax?: number
}

/** Starts the built server, as a user would, and waits until it answers. Instances are ready at once. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { seed, data, args = [], env = {}, fileKibMax } = options
  const folder = data ?? mkdtempSync(join(tmpdir(), 'tagplane-'))
  const seedArgs = seed === undefined ? [] : ['--seed', seed instanceof URL ? fileURLToPath(seed) : seed]
  const fixed = [
    'serve',
    '--listen',
    '127.0.0.1:0',
    '--data',
    folder,
    '--provisioning-delay',
    '0',
    '--log-level',
    'info',
  ]
  const serve = [process.execPath, command, ...fixed, ...seedArgs, ...args]
  const [program = '', ...argv] = fileKibMax === undefined ? serve : ['sh', '-c', limited(fileKibMax), 'sh', ...serve]
  const server = spawn(program, argv, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  server.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })

  const url = await listeningUrl(server, () => output)
  const { host, port } = new URL(url)
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (server.exitCode === null && server.signalCode === null) {
      server.kill(signal)
      await once(server, 'exit')
    }
    return server.exitCode
  }
  return {
    url,
    host,
    port: Number(port),
    data: folder,
    process: server,
    output: () => output,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    async [Symbol.asyncDispose]() {
      await end('SIGTERM')
      if (data === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** POSIX counts in blocks of 512 bytes. */
function limited(fileKibMax: number): string {
  return `ulimit -f ${fileKibMax * 2} && exec "$@"`
}

/** Reads the address off the banner's line `Tagplane is listening on http://…`. */
function listeningUrl(server: ChildProcess, output: () => string): Promise<string> {
  return new Promise((found, failed) => {
    const fail = (why: string) => {
      server.kill('SIGKILL')
      failed(new Error(`tagplane serve ${why}; it printed:\n${output()}`))
    }
    const late = setTimeout(() => fail(`did not listen within ${startMsMax} ms`), startMsMax)
    const look = () => {
      const url = /listening on (http:\/\/[^\s,]+)/.exec(output())?.[1]
      if (url === undefined) return
      clearTimeout(late)
      found(url)
    }
    server.stdout?.on('data', look)
    server.once('exit', (status) => {
      clearTimeout(late)
      fail(`ended with status ${status}`)
    })
  })
}
