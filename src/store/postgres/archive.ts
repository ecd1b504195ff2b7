import {
  type ArchivedKind,
  type ArchivedRows,
  type ArchivedTable,
  type ArchivedValue,
  type ArchiveSource,
  archivedNonces,
  archivedTables,
  type StoreArchive,
} from '../store-archive.ts'
import { StoreError } from '../store-error.ts'
import type { Connection } from './connection.ts'
import { shownUrl } from './connection-url.ts'
import { bucketOf } from './nonces.ts'
import { openDatabase, openUnchanged } from './open-database.ts'
import type { Queries, Value } from './queries.ts'
import { readInPieces } from './read-in-pieces.ts'
import { migrations } from './schema.ts'
import { toStoredJson } from './stored-json.ts'
import { Transaction } from './transaction.ts'

type Row = readonly ArchivedValue[]

interface Kind {
  /** The column as it is told. */
  readonly told: (column: string) => string
  /** What its values are given as, and what a column is made of them with. */
  readonly type: string
  readonly made: (given: string) => string
}

const asItIs = (column: string) => column

const kinds: Readonly<Record<ArchivedKind, Kind>> = {
  text: { told: asItIs, type: 'text', made: asItIs },
  integer: { told: asItIs, type: 'bigint', made: asItIs },
  flag: { told: (column) => `${column}::integer`, type: 'integer', made: (given) => `${given}::boolean` },
  json: { told: asItIs, type: 'text', made: (given) => `${given}::json` },
  bytes: { told: (column) => `encode(${column}, 'hex')`, type: 'text', made: (given) => `decode(${given}, 'hex')` },
}

/** Opens a database to move what it holds. @throws StoreError as `openDatabase` */
export async function openPostgresArchive(url: string): Promise<StoreArchive> {
  const { connection, bucketCount } = await openDatabase(url)
  return { ...sourceOn(connection), import: (rows) => importAll(connection, rows, bucketCount) }
}

/**
 * Opens a database to copy what it holds while nodes write to it; its schema stays as they need it.
 * @throws StoreError as `openUnchanged`, and if its schema is that of an older program
 */
export async function openPostgresSource(url: string): Promise<ArchiveSource> {
  const { connection, version } = await openUnchanged(url)
  if (version === migrations.length) return sourceOn(connection)
  await connection.close()
  throw new StoreError(
    `${shownUrl(url)} was written by an older Tagplane (schema ${version}, this program knows ${migrations.length}); use the program of its nodes`,
  )
}

function sourceOn(connection: Connection): ArchiveSource {
  return {
    count: () => count(connection),
    export: (now) => exportAll(connection, now),
    close: () => connection.close(),
  }
}

async function count(queries: Queries): Promise<number> {
  let rows = 0
  for (const { name } of archivedTables) {
    rows += (await queries.get<{ rows: number }>(`select count(*) as rows from ${name}`))?.rows ?? 0
  }
  return rows
}

/** All tables as they are at one moment. */
async function* exportAll(connection: Connection, now: number): AsyncGenerator<ArchivedRows> {
  const transaction = new Transaction(connection)
  try {
    await transaction.run('set transaction isolation level repeatable read, read only')
    for (const table of archivedTables) yield* exportTable(transaction, table)
    yield* exportNonces(transaction, now)
  } finally {
    await transaction.rollback()
  }
}

function exportTable(queries: Queries, { name, key, columns }: ArchivedTable): AsyncGenerator<ArchivedRows> {
  const told = Object.entries(columns).map(([column, kind]) => `${kinds[kind].told(column)} as ${column}`)
  const select = `select ${told.join(', ')} from ${name} order by ${key.map((column) => `${name}.${column}`).join(', ')}`
  return follow(queries, { name, key, columns }, select)
}

function exportNonces(queries: Queries, now: number): AsyncGenerator<ArchivedRows> {
  const select = `select nonce.fingerprint::text, (nonce.expires_at + 999) / 1000 as expires_at from nonce
    where (nonce.expires_at + 999) / 1000 * 1000 > ${Math.floor(now)} order by nonce.fingerprint`
  return follow(queries, archivedNonces, select)
}

async function* follow(queries: Queries, table: ArchivedTable, select: string): AsyncGenerator<ArchivedRows> {
  for await (const rows of readInPieces<Record<string, unknown>>(queries, select)) {
    yield { table, rows: rows.map((row) => toRow(table, row)) }
  }
}

function toRow({ columns }: ArchivedTable, row: Readonly<Record<string, unknown>>): Row {
  return Object.entries(columns).map(([column, kind]) => {
    const value = row[column]
    return kind === 'json' ? JSON.stringify(value) : (value as ArchivedValue)
  })
}

async function importAll(
  connection: Connection,
  archived: AsyncIterable<ArchivedRows>,
  bucketCount: number,
): Promise<void> {
  const transaction = new Transaction(connection)
  try {
    await transaction.run('lock table property in access exclusive mode')
    if ((await count(transaction)) > 0) throw new StoreError('The database holds data already; copy into an empty one')
    for await (const { table, rows } of archived) {
      if (table.name === archivedNonces.name) await importNonces(transaction, rows, bucketCount)
      else await importRows(transaction, table, rows)
    }
    await transaction.commit()
    await connection.script('analyze')
  } finally {
    await transaction.rollback()
  }
}

async function importRows(queries: Queries, { name, columns }: ArchivedTable, rows: readonly Row[]): Promise<void> {
  const all = Object.entries(columns)
  const given = all.map(([, kind], index) => `$${index + 1}::${kinds[kind].type}[]`)
  const names = Object.keys(columns)
  const made = all.map(([column, kind]) => kinds[kind].made(`given.${column}`))
  const values = all.map(
    ([, kind], index): Value =>
      rows.map((row) => (kind === 'json' ? toStoredJson(JSON.parse(String(row[index]))) : (row[index] ?? null))),
  )
  await queries.run(
    `insert into ${name} (${names.join(', ')})
     select ${made.join(', ')} from unnest(${given.join(', ')}) as given (${names.join(', ')})`,
    values,
  )
}

async function importNonces(queries: Queries, rows: readonly Row[], bucketCount: number): Promise<void> {
  const fingerprints = rows.map(([fingerprint]) => BigInt(fingerprint ?? 0))
  await queries.run(
    `insert into nonce (bucket, fingerprint, expires_at)
     select given.* from unnest($1::integer[], $2::bigint[], $3::bigint[]) as given`,
    [
      fingerprints.map((fingerprint) => bucketOf(fingerprint, bucketCount)),
      fingerprints,
      rows.map(([, second]) => Number(second) * 1000),
    ],
  )
}
