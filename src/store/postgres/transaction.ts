import assert from 'node:assert'
import { type Answer, Queries, type Value } from './queries.ts'

/** A transaction on a connection that is its own until it ends. It begins with its first statement, in the same round trip. */
export class Transaction extends Queries {
  readonly #connection: Queries
  #state: 'new' | 'open' | 'ended' = 'new'

  constructor(connection: Queries) {
    super()
    this.#connection = connection
  }

  send(text: string, values: readonly Value[], isPlannedAnew?: boolean): Promise<Answer> {
    assert(this.#state !== 'ended', 'the transaction has ended')
    if (this.#state === 'new') this.#begin()
    return this.#connection.send(text, values, isPlannedAnew)
  }

  /** Resolves once it is on disk. */
  async commit(): Promise<void> {
    if (this.#state !== 'open') return
    this.#state = 'ended'
    const { command } = await this.#connection.send('commit', [])
    assert.equal(command, 'COMMIT', 'the transaction could not be committed')
  }

  async rollback(): Promise<void> {
    if (this.#state !== 'open') return
    this.#state = 'ended'
    // Where the connection is lost, the server undoes it.
    await this.#connection.send('rollback', []).catch(() => {})
  }

  /** Without waiting: if it fails, so does the statement that comes behind it. */
  #begin(): void {
    this.#state = 'open'
    this.#connection.send('begin', []).catch(() => {})
  }
}
