import type { Database } from 'better-sqlite3'

/** Writes that may share one transaction; more wait for the next, so that one commit stays short. */
const batchMax = 256

/** What a commit was, for the figures. */
export interface CommitReport {
  readonly writes: number
  readonly seconds: number
}

export interface CommitHooks {
  /** Runs inside each transaction, last. */
  readonly beforeCommit: () => void
  /** Runs when a transaction is on disk. */
  readonly afterCommit: () => void
  /** Told what a batch cost, whatever became of it. */
  readonly report: (report: CommitReport) => void
}

interface Entry {
  readonly work: () => unknown
  readonly done: (result: unknown) => void
  readonly failed: (error: unknown) => void
}

/** What becomes of one piece of work in a transaction that was committed, or was rolled back for it alone. */
type Settled = { readonly entry: Entry; readonly result: unknown } | { readonly entry: Entry; readonly error: unknown }

/**
 * Group commit: the writes that wait at the same moment share one transaction and one fsync. Each promise settles
 * after the commit that its write is part of. A write that throws is undone alone; the others are not touched.
 */
export class CommitQueue {
  readonly #begin
  readonly #commit
  readonly #rollback
  readonly #database: Database
  readonly #hooks: CommitHooks
  #waiting: Entry[] = []
  #scheduled = false

  constructor(database: Database, hooks: CommitHooks) {
    this.#database = database
    this.#hooks = hooks
    this.#begin = database.prepare('begin immediate')
    this.#commit = database.prepare('commit')
    this.#rollback = database.prepare('rollback')
  }

  /**
   * @param work reads and writes, synchronously; may run twice if another write of its transaction throws
   * @returns what `work` returned, once it is on disk
   */
  submit<Result>(work: () => Result): Promise<Result> {
    return new Promise<Result>((done, failed) => {
      this.#waiting.push({ work, done: done as (result: unknown) => void, failed })
      this.#schedule()
    })
  }

  /** Commits all that waits, now. */
  flush(): void {
    while (this.#waiting.length > 0) this.#commitBatch(this.#waiting.splice(0, batchMax))
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#commitBatch(this.#waiting.splice(0, batchMax))
      if (this.#waiting.length > 0) this.#schedule()
    })
  }

  #commitBatch(entries: readonly Entry[]): void {
    if (entries.length === 0) return
    const started = performance.now()
    const settled = this.#together(entries) ?? entries.map((entry) => this.#alone(entry))
    this.#hooks.report({ writes: entries.length, seconds: (performance.now() - started) / 1000 })
    for (const one of settled) {
      if ('error' in one) one.entry.failed(one.error)
      else one.entry.done(one.result)
    }
  }

  #together(entries: readonly Entry[]): Settled[] | undefined {
    try {
      return this.#transaction(() => entries.map((entry) => ({ entry, result: entry.work() })))
    } catch (error) {
      return entries.length === 1 ? entries.map((entry) => ({ entry, error })) : undefined
    }
  }

  #alone(entry: Entry): Settled {
    try {
      return { entry, result: this.#transaction(entry.work) }
    } catch (error) {
      return { entry, error }
    }
  }

  #transaction<Result>(work: () => Result): Result {
    this.#begin.run()
    try {
      const result = work()
      this.#hooks.beforeCommit()
      this.#commit.run()
      this.#hooks.afterCommit()
      return result
    } catch (error) {
      if (this.#database.inTransaction) this.#rollback.run()
      throw error
    }
  }
}
