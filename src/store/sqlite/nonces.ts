import type { Database } from 'better-sqlite3'
import { bytesPerNonce, NonceLedger } from './nonce-ledger.ts'

/**
 * The oldest batches, looked at with each commit and removed if expired: more than one commit adds, so that the table
 * does not grow. One that expires late holds up those behind it, for 15 minutes at most.
 */
const expiredRemovedMax = 4

/** Nonces: looked up in memory, written as one row for each commit. */
export class Nonces {
  readonly #ledger: NonceLedger
  readonly #insert
  readonly #removeExpired
  #unwritten: Uint32Array[] = []
  #expiresLast = 0

  constructor(database: Database, now: number) {
    this.#insert = database.prepare<[expiresAt: number, nonces: Uint8Array]>(
      'insert into nonce_batch (expires_at, nonces) values (?, ?)',
    )
    this.#removeExpired = database.prepare<[limit: number, now: number]>(
      'delete from nonce_batch where id in (select id from nonce_batch order by id limit ?) and expires_at <= ?',
    )
    const bytes = database.prepare<[now: number], number>(
      'select coalesce(sum(length(nonces)), 0) from nonce_batch where expires_at > ?',
    )
    this.#ledger = new NonceLedger((bytes.pluck().get(now) as number) / bytesPerNonce)
    const rows = database.prepare<[now: number], { nonces: Buffer }>(
      'select nonces from nonce_batch where expires_at > ?',
    )
    for (const { nonces } of rows.iterate(now)) this.#ledger.restore(asWords(nonces), now)
  }

  /** Whether `nonce` is new. It counts as used from now on; it is on disk with the next commit. */
  spend(nonce: string, at: number, expiresAt: number): boolean {
    const packed = this.#ledger.add(nonce, at, expiresAt)
    if (!packed) return false
    this.#unwritten.push(packed)
    this.#expiresLast = Math.max(this.#expiresLast, expiresAt)
    return true
  }

  /** Writes what was spent since the last commit; part of that commit. */
  write(now: number): void {
    if (this.#unwritten.length === 0) return
    this.#insert.run(this.#expiresLast, asBytes(this.#unwritten))
    this.#removeExpired.run(expiredRemovedMax, now)
  }

  /** Call after the commit: until then what was written may be undone, and is written again. */
  written(): void {
    this.#unwritten = []
    this.#expiresLast = 0
  }
}

function asBytes(packed: readonly Uint32Array[]): Uint8Array {
  return Buffer.concat(packed.map((words) => new Uint8Array(words.buffer)))
}

function asWords(bytes: Buffer): Uint32Array {
  return new Uint32Array(new Uint8Array(bytes).buffer)
}
