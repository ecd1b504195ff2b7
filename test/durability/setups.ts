import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { type PostgresServer, startPostgres } from '../postgres-server.ts'
import { type RunningServer, type ServerOptions, startServer } from '../server.ts'
import { readDatabase, readDisk } from './disk.ts'
import { writeSeedFile } from './fleet.ts'
import type { Disk } from './history.ts'

/** A server under test, and what is killed. */
export interface Setup extends AsyncDisposable {
  server: RunningServer
  /** Ends what is to be killed at once. */
  crash(): Promise<void>
  /** What lies on disk then, when nobody writes. @param seen the last revision of each tenant that is known */
  read(seen: ReadonlyMap<string, number>): Promise<Disk>
  /** Makes the server answer again: a new process, if it is what is killed. @param env of that process */
  revive(env?: ServerOptions['env']): Promise<void>
  /** What a client may be told in place of success. */
  readonly refusal: RegExp
}

const noRefusal = /^$/
const temporaryFailure = /^(503 .*"ServiceUnavailable"|500 .*"DBS\.280005")/s

/** The embedded store; the server is killed. */
export async function embedded(): Promise<Setup> {
  const first = await startSeeded()
  const setup: Setup = {
    server: first,
    crash: () => setup.server.kill(),
    read: async (seen) => readDisk(first.data, seen),
    async revive(env = {}) {
      await setup.server.stop()
      setup.server = await startServer({ data: first.data, env })
    },
    refusal: noRefusal,
    async [Symbol.asyncDispose]() {
      await setup.server.stop()
      await first[Symbol.asyncDispose]()
    },
  }
  return setup
}

/** PostgreSQL; a node of Tagplane is killed, and what it had sent runs on. */
export async function postgresNode(): Promise<Setup> {
  const database = await startPostgres()
  const args = ['--store', database.url]
  const first = await startSeeded(args)
  const setup: Setup = {
    ...postgres(database, first),
    crash: () => setup.server.kill(),
    async revive(env = {}) {
      await setup.server.stop()
      setup.server = await startServer({ data: first.data, args, env })
    },
    refusal: noRefusal,
  }
  return setup
}

/** PostgreSQL, which is killed; the node of Tagplane goes on by itself. */
export async function postgresServer(): Promise<Setup> {
  const database = await startPostgres()
  const server = await startSeeded(['--store', database.url])
  return {
    ...postgres(database, server),
    async crash() {
      await database.kill()
      await database.start()
    },
    revive: async () => {},
    refusal: temporaryFailure,
  }
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

function postgres(database: PostgresServer, server: RunningServer) {
  return {
    server,
    read: (seen: ReadonlyMap<string, number>) => readDatabase(database.url, seen),
    async [Symbol.asyncDispose](this: Setup) {
      await this.server.stop()
      await server[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}
