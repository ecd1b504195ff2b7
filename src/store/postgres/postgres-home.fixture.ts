import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { startPostgres } from '../../../test/postgres-server.ts'
import type { StoreHome } from '../conformance/bed.conformance.ts'
import { archivedNonces, archivedTables } from '../store-archive.ts'
import { openPostgresArchive } from './archive.ts'
import { openPostgresStore } from './postgres-store.ts'

/** A server to test on: the one of `TAGPLANE_TEST_PG_URL`, or a new one. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string
}

/** A schema of its own. */
export interface PostgresHome extends StoreHome {
  readonly url: string
  run(statement: string, values?: readonly unknown[]): Promise<pg.QueryResult>
}

export async function openTestDatabase(): Promise<TestDatabase> {
  const given = process.env.TAGPLANE_TEST_PG_URL
  if (given) return { url: given, [Symbol.asyncDispose]: async () => {} }
  return startPostgres()
}

/** In a new schema. */
export async function openPostgresHome(database: TestDatabase): Promise<PostgresHome> {
  const schema = `tagplane_${randomBytes(6).toString('hex')}`
  await administer(database.url, `create schema ${schema}`)
  return {
    ...homeIn(urlOf(database, schema)),
    async [Symbol.asyncDispose]() {
      await administer(database.url, `drop schema ${schema} cascade`)
    },
  }
}

/** Homes one after the other in few schemas, which are emptied in between: making one takes as long as many a test. */
export function reusedHomes(database: () => TestDatabase): AsyncDisposable & { open(): Promise<StoreHome> } {
  const free: PostgresHome[] = []
  const all: PostgresHome[] = []
  return {
    async open() {
      const home = free.pop() ?? (await openPostgresHome(database()))
      if (!all.includes(home)) all.push(home)
      return {
        ...home,
        async [Symbol.asyncDispose]() {
          await home.run(empty)
          free.push(home)
        },
      }
    },
    async [Symbol.asyncDispose]() {
      for (const home of all) await home[Symbol.asyncDispose]()
    },
  }
}

const empty = [
  ...[...archivedTables, archivedNonces].map(({ name }) => `delete from ${name}`),
  'update identity_generation set number = 0',
].join('; ')

function urlOf({ url }: TestDatabase, schema: string): string {
  const ours = new URL(url)
  const options = ours.searchParams.get('options') ?? ''
  ours.searchParams.set('options', `${options} -c search_path=${schema}`)
  return ours.href
}

function homeIn(url: string): Omit<PostgresHome, typeof Symbol.asyncDispose> {
  return {
    url,
    run: (statement, values) => administer(url, statement, values),
    openStore: (now) => openPostgresStore(url, { now, poolSize: 4, statementMsMax: 10_000 }),
    openArchive: () => openPostgresArchive(url),
  }
}

async function administer(url: string, statement: string, values?: readonly unknown[]): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(statement, values as unknown[])
  } finally {
    await client.end()
  }
}
