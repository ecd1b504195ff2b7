import { hash } from 'node:crypto'
import type { Queries } from './queries.ts'

/** How often a bucket is rid of expired nonces, milliseconds, and of how many at most. */
const sweepMs = 1000
const sweptMax = 10_000

/** A nonce as it is kept: of ten million remembered ones, a new one is taken for one of them once in 10^12 times. */
export interface SpentNonce {
  readonly fingerprint: bigint
  readonly at: number
  readonly expiresAt: number
}

const sweep = `
  delete from nonce where bucket = $1 and fingerprint in (
    select fingerprint from nonce where bucket = $1 and expires_at <= $2 order by expires_at limit ${sweptMax}
    for update skip locked)`

/** Nonces of one bucket are written together, and are on one machine. */
export function bucketOf(fingerprint: bigint, bucketCount: number): number {
  return Number(BigInt.asUintN(32, fingerprint)) % bucketCount
}

/** The nonces that must not come again, on any node. */
export class Nonces {
  readonly #bucketCount: number
  readonly #sweptAt = new Map<string, number>()

  /** @param bucketCount the same on every node: nonces of one bucket are written together */
  constructor(bucketCount: number) {
    this.#bucketCount = bucketCount
  }

  /** @returns the nonce to write, and its bucket */
  prepare(nonce: string, at: number, expiresAt: number): readonly [bucket: string, spent: SpentNonce] {
    const fingerprint = hash('sha256', nonce, 'buffer').readBigInt64LE(0)
    return [String(bucketOf(fingerprint, this.#bucketCount)), { fingerprint, at, expiresAt }]
  }

  /** @returns of each nonce whether it is new; of equal ones the first may be */
  async spend(queries: Queries, bucket: string, nonces: readonly SpentNonce[]): Promise<readonly boolean[]> {
    const firsts = new Map(nonces.toReversed().map((nonce) => [nonce.fingerprint, nonce]))
    const distinct = [...firsts.values()].sort((one, other) => (one.fingerprint < other.fingerprint ? -1 : 1))
    const answer = await queries.get<{ fresh: string }>('select spend_nonces($1, $2, $3, $4) as fresh', [
      bucket,
      distinct.map(({ fingerprint }) => fingerprint),
      distinct.map(({ expiresAt }) => expiresAt),
      Math.min(...nonces.map(({ at }) => at)),
    ])
    const fresh = new Set(answer?.fresh.split(','))
    return nonces.map((nonce) => firsts.get(nonce.fingerprint) === nonce && fresh.has(`${nonce.fingerprint}`))
  }

  /** Removes some of the bucket's expired nonces, if it is time to. */
  async sweep(queries: Queries, bucket: string, now: number): Promise<void> {
    const sweptAt = this.#sweptAt.get(bucket) ?? Number.NEGATIVE_INFINITY
    if (performance.now() - sweptAt < sweepMs) return
    this.#sweptAt.set(bucket, performance.now())
    await queries.run(sweep, [bucket, now])
  }
}
