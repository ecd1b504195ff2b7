import assert from 'node:assert'
import type { Database } from 'better-sqlite3'
import {
  type ArchivedKind,
  type ArchivedRows,
  type ArchivedTable,
  type ArchivedValue,
  archivedNonces,
  archivedRowsMax,
  archivedTables,
  type StoreArchive,
} from '../store-archive.ts'
import { StoreError } from '../store-error.ts'
import { openDatabaseFile } from './database-file.ts'
import { refuseIllDisk } from './unavailable.ts'

type Row = readonly ArchivedValue[]

/** Of a nonce as `nonce-ledger.ts` packs it: 64 bits of its hash, and the second at which it may be forgotten. */
const wordsPerNonce = 3

/** Opens a data folder that no server uses, to move what it holds. @throws StoreError as `openDatabaseFile` */
export function openSqliteArchive(folder: string): StoreArchive {
  const { database, close } = openDatabaseFile(folder, { keyComesFirst: true })
  return {
    count: async () => count(database),
    export: (now) => exportAll(database, now),
    import: (rows) => importAll(database, rows, folder).catch(refuseIllDisk),
    close: async () => close(),
  }
}

function count(database: Database): number {
  const rows = archivedTables.map(({ name }) =>
    database.prepare<[], number>(`select count(*) from ${name}`).pluck().get(),
  )
  return rows.reduce((sum: number, one = 0) => sum + one, 0)
}

async function* exportAll(database: Database, now: number): AsyncGenerator<ArchivedRows> {
  for (const table of archivedTables) yield* exportTable(database, table)
  const nonces = liveNonces(database, now)
  for (let first = 0; first < nonces.length; first += archivedRowsMax) {
    const rows = nonces.slice(first, first + archivedRowsMax)
    yield { table: archivedNonces, rows: rows.map(([fingerprint, second]) => [String(fingerprint), second]) }
  }
}

function* exportTable(database: Database, { name, key, columns }: ArchivedTable): Generator<ArchivedRows> {
  const told = Object.entries(columns).map(([column, kind]) => (kind === 'bytes' ? `lower(hex(${column}))` : column))
  const select = database.prepare<[], Row>(`select ${told.join(', ')} from ${name} order by ${key.join(', ')}`).raw()
  let rows: Row[] = []
  for (const row of select.iterate()) {
    rows.push(row)
    if (rows.length < archivedRowsMax) continue
    yield { table: { name, key, columns }, rows }
    rows = []
  }
  if (rows.length > 0) yield { table: { name, key, columns }, rows }
}

/** By fingerprint. */
function liveNonces(database: Database, now: number): readonly (readonly [fingerprint: bigint, second: number])[] {
  const batches = database.prepare<[], Buffer>('select nonces from nonce_batch order by id').pluck().all()
  const live = new Map<bigint, number>()
  for (const batch of batches) {
    for (let offset = 0; offset < batch.length; offset += 4 * wordsPerNonce) {
      const second = batch.readUInt32LE(offset + 8)
      if (second * 1000 > now) live.set(batch.readBigInt64LE(offset), second)
    }
  }
  return [...live].sort(([one], [other]) => (one < other ? -1 : 1))
}

async function importAll(database: Database, archived: AsyncIterable<ArchivedRows>, folder: string): Promise<void> {
  if (count(database) > 0) throw new StoreError(`The data folder ${folder} holds data already; copy into an empty one`)
  database.exec('begin immediate')
  try {
    for await (const { table, rows } of archived) {
      if (table.name === archivedNonces.name) importNonces(database, rows)
      else importRows(database, table, rows)
    }
    database.exec('commit')
  } finally {
    if (database.inTransaction) database.exec('rollback')
  }
}

function importRows(database: Database, { name, columns }: ArchivedTable, rows: readonly Row[]): void {
  const kinds: readonly ArchivedKind[] = Object.values(columns)
  const places = kinds.map((kind) => (kind === 'bytes' ? 'unhex(?)' : '?'))
  const insert = database.prepare<ArchivedValue[]>(
    `insert into ${name} (${Object.keys(columns).join(', ')}) values (${places.join(', ')})`,
  )
  for (const row of rows) insert.run(...row)
}

/** A batch for all that come together. */
function importNonces(database: Database, rows: readonly Row[]): void {
  const packed = Buffer.alloc(4 * wordsPerNonce * rows.length)
  rows.forEach(([fingerprint, second], index) => {
    assert(fingerprint !== null && fingerprint !== undefined)
    const offset = index * 4 * wordsPerNonce
    packed.writeBigInt64LE(BigInt(fingerprint), offset)
    packed.writeUInt32LE(Number(second), offset + 8)
  })
  const expiresLast = Math.max(...rows.map(([, second]) => Number(second))) * 1000
  database
    .prepare<[number, Buffer]>('insert into nonce_batch (expires_at, nonces) values (?, ?)')
    .run(expiresLast, packed)
}
