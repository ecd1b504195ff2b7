import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { startPostgres } from '../postgres-server.ts'
import { type RunningServer, type ServerOptions, startServer } from '../server.ts'
import { readDatabase, readDisk } from './disk.ts'
import { writeSeedFile } from './fleet.ts'
import type { Disk } from './history.ts'

/** A server under test, and what can be killed. */
export interface Setup extends AsyncDisposable {
  server: RunningServer
  /** Kills the server. */
  crash(): Promise<void>
  /** Kills what it keeps its data in, and starts that again. */
  crashDatabase(): Promise<void>
  /** What lies on disk then, when nobody writes. @param seen the last revision of each tenant that is known */
  read(seen: ReadonlyMap<string, number>): Promise<Disk>
  /** Makes the server answer again: a new process, if it was killed or is to have this environment. */
  revive(env?: ServerOptions['env']): Promise<void>
}

/** The embedded store. */
export async function embedded(): Promise<Setup> {
  return setupOf(await startSeeded(), [], {
    crashDatabase: () => Promise.reject(new Error('The embedded store is in the process of the server')),
    read: async (seen, { data }) => readDisk(data, seen),
  })
}

/** PostgreSQL. If the node is killed, what it had sent runs on; if PostgreSQL is, the node goes on by itself. */
export async function onPostgres(): Promise<Setup> {
  const database = await startPostgres()
  const args = ['--store', database.url]
  return setupOf(await startSeeded(args), args, {
    async crashDatabase() {
      await database.kill()
      await database.start()
    },
    read: (seen, server) => readDatabase(database.url, seen, isDead(server) ? 'dead' : 'idle'),
    dispose: async () => database[Symbol.asyncDispose](),
  })
}

interface Keeping extends Pick<Setup, 'crashDatabase'> {
  read(seen: ReadonlyMap<string, number>, server: RunningServer): Promise<Disk>
  dispose?(): Promise<void>
}

function setupOf(first: RunningServer, args: readonly string[], { crashDatabase, read, dispose }: Keeping): Setup {
  const { data } = first
  return {
    server: first,
    crash() {
      return this.server.kill()
    },
    crashDatabase,
    read(seen) {
      return read(seen, this.server)
    },
    async revive(env) {
      if (env === undefined && !isDead(this.server)) return
      await this.server.stop()
      this.server = await startServer({ data, args, ...(env && { env }) })
    },
    async [Symbol.asyncDispose]() {
      await this.server.stop()
      await first[Symbol.asyncDispose]()
      await dispose?.()
    },
  }
}

function isDead({ process }: RunningServer): boolean {
  return process.signalCode !== null
}

/** The seed is read before the server answers. */
async function startSeeded(args: readonly string[] = []): Promise<RunningServer> {
  const seed = writeSeedFile()
  try {
    return await startServer({ seed, args })
  } finally {
    rmSync(dirname(seed), { recursive: true })
  }
}
