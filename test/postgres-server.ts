import { type ChildProcess, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.ts'

const startMsMax = 20_000

/** A PostgreSQL of its own, on Linux, from the package registry: nothing of the machine is used. */
export interface PostgresServer extends AsyncDisposable {
  readonly url: string
  /** Ends it in order (SIGINT) and waits. */
  stop(): Promise<void>
  /** Ends all its processes at once (SIGKILL) and waits. */
  kill(): Promise<void>
  /** Holds all its processes (SIGSTOP): it takes connections, and answers nothing. */
  freeze(): void
  thaw(): void
  /** Starts it again, on the same port and data. */
  start(): Promise<void>
}

export type Settings = Readonly<Record<string, string>>

/** Makes a database cluster in the temporary directory and starts it on a free port of 127.0.0.1. */
export async function startPostgres(settings: Settings = {}): Promise<PostgresServer> {
  return startIn(settings, (binaries, data) =>
    binaries.run('initdb', '-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '-A', 'trust', '-N'),
  )
}

/** Starts a standby that follows `primary`, and makes each commit there wait for it. */
export async function startStandby(primary: PostgresServer): Promise<PostgresServer> {
  const { hostname, port } = new URL(primary.url)
  const settings = { primary_conninfo: `host=${hostname} port=${port} user=postgres application_name=standby` }
  const standby = await startIn(settings, (_binaries, data) => copyCluster(primary, data))
  await queried(primary.url, "alter system set synchronous_standby_names = 'standby'", 'select pg_reload_conf()')
  return standby
}

/** Makes a standby take writes. */
export async function promote(standby: PostgresServer): Promise<void> {
  await queried(standby.url, 'select pg_promote()')
}

async function startIn(
  settings: Settings,
  make: (binaries: PostgresBinaries, data: string) => Promise<void>,
): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-postgres-'))
  const binaries = await postgresBinaries(folder)
  const data = join(folder, 'data')
  await make(binaries, data)
  const port = await freePort()
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  let server: ChildProcess | undefined

  const start = async () => {
    const options = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings }
    const args = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    server = binaries.spawnServer('-D', data, ...args)
    await answering(url)
  }
  /** The server's main process, first, and those that it has started. */
  const processes = () => {
    const main = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0] ?? ''
    const children = readFileSync(`/proc/${main}/task/${main}/children`, 'utf8').trim().split(' ')
    return [main, ...children].map(Number)
  }
  const signalAll = (signal: NodeJS.Signals) => {
    for (const one of processes()) process.kill(one, signal)
  }
  const end = async (signal: NodeJS.Signals) => {
    const ending = server
    if (!ending) return
    server = undefined
    const ended = once(ending, 'exit')
    const all = processes()
    for (const one of signal === 'SIGKILL' ? all : all.slice(0, 1)) process.kill(one, signal)
    await Promise.all(all.map(untilGone))
    ending.stdin?.end()
    await ended
  }
  await start()
  return {
    url,
    start,
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    stop: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
    async [Symbol.asyncDispose]() {
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Copies the files of a running server, as a base backup does. @param data the folder to make */
async function copyCluster(primary: PostgresServer, data: string): Promise<void> {
  const client = new pg.Client({ connectionString: primary.url })
  await client.connect()
  const source = (await client.query('show data_directory')).rows[0].data_directory
  await client.query(`select pg_backup_start('standby', true)`)
  execFileSync('cp', ['-a', source, data])
  const { labelfile } = (await client.query('select labelfile from pg_backup_stop(false)')).rows[0]
  await client.end()
  rmSync(join(data, 'postmaster.pid'))
  writeForAll(join(data, 'backup_label'), labelfile)
  writeForAll(join(data, 'standby.signal'), '')
}

/** Whoever runs the server writes the file again. */
function writeForAll(path: string, text: string): void {
  writeFileSync(path, text)
  chmodSync(path, 0o666)
}

async function queried(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

async function answering(url: string): Promise<void> {
  const deadline = performance.now() + startMsMax
  for (;;) {
    try {
      return await queried(url, 'select')
    } catch (error) {
      if (performance.now() > deadline) throw error
      await sleep(20)
    }
  }
}

async function untilGone(process: number): Promise<void> {
  while (existsSync(`/proc/${process}`)) await sleep(5)
}
