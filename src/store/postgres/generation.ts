import { StoreUnavailable } from '../store-error.ts'
import type { Queries } from './queries.ts'

/** What other nodes change holds here after this long at the latest, milliseconds. */
const staleMsMax = 1000
/** After this long the next one who asks has it looked up again, milliseconds; nobody waits for that. */
const freshMsMax = 400

const readNumber = 'select number from identity_generation'

/**
 * Numbers the states that identities were in: a new number means that what was read before may no longer hold. Each
 * change of identities counts up in the database, so a node sees what others did by reading one row.
 */
export class Generation {
  readonly #queries: Queries
  #stored = 0
  #current = 0
  #askedAt = Number.NEGATIVE_INFINITY
  #asking: Promise<void> | undefined

  constructor(queries: Queries) {
    this.#queries = queries
  }

  /** Of this node's own count. */
  current(): number {
    return this.#current
  }

  /** To wait for before `current` is asked, if it was not looked up of late. */
  confirm(): Promise<void> | undefined {
    const age = performance.now() - this.#askedAt
    if (age < freshMsMax) return undefined
    this.#asking ??= this.#ask()
    if (age >= staleMsMax) return this.#asking
    this.#asking.catch(() => {})
    return undefined
  }

  /** Begins the next one, for a change made by this node that the database counts as `stored`. */
  advance(stored: number): void {
    this.#stored = Math.max(this.#stored, stored)
    this.#current++
  }

  async #ask(): Promise<void> {
    const askedAt = performance.now()
    try {
      const row = await this.#queries.get<{ number: number }>(readNumber)
      if (performance.now() - askedAt >= staleMsMax) throw new StoreUnavailable('PostgreSQL answers too late')
      if (row && row.number > this.#stored) this.advance(row.number)
      this.#askedAt = askedAt
    } finally {
      this.#asking = undefined
    }
  }
}
