import type { Database } from 'better-sqlite3'

/**
 * Numbers the states that identities were in: a new number means that what was read before may no longer hold. Another
 * process may have written them, as the `tagplane access` commands do; that is looked for once in each turn of the
 * event loop, before anything that arrived in it is answered.
 */
export class Generation {
  readonly #foreignWrites
  #seen: unknown
  #number = 0
  #lookedInThisTurn = false

  constructor(database: Database) {
    // Changes when another connection has committed, and only then.
    this.#foreignWrites = database.prepare<[]>('pragma data_version').pluck()
    this.#seen = this.#foreignWrites.get()
  }

  current(): number {
    if (!this.#lookedInThisTurn) this.#look()
    return this.#number
  }

  /** Begins the next one, for a change made through this connection. */
  advance(): void {
    this.#number++
  }

  #look(): void {
    this.#lookedInThisTurn = true
    setImmediate(() => {
      this.#lookedInThisTurn = false
    }).unref()
    const seen = this.#foreignWrites.get()
    if (seen !== this.#seen) this.advance()
    this.#seen = seen
  }
}
