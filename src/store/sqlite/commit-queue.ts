import type { Database } from 'better-sqlite3'
import type { WriteAheadLog } from './write-ahead-log.ts'

/** Writes that may share one transaction. */
const batchMax = 256
/** After this long, milliseconds, a transaction takes no more writes: the rest waits for the next, and others are served between. */
const batchMsMax = 5

/** What a commit was, for the figures. */
export interface CommitReport {
  readonly writes: number
  readonly seconds: number
}

export interface CommitHooks {
  /** Runs before each transaction; what it throws is why all its writes are refused. */
  readonly beforeBegin: () => void
  /** Runs inside each transaction, last. */
  readonly beforeCommit: () => void
  /** Runs when a transaction is committed. */
  readonly afterCommit: () => void
  readonly log: WriteAheadLog
  /** Told what a batch cost, whatever became of it. */
  readonly report: (report: CommitReport) => void
}

interface Entry {
  readonly work: () => unknown
  readonly done: (result: unknown) => void
  readonly failed: (error: unknown) => void
}

/** What one piece of work came to; it holds once its transaction is on disk. */
type Settled = { readonly entry: Entry } & ({ readonly result: unknown } | { readonly error: unknown })

const nothing = () => {}

/**
 * Group commit: the writes that wait at the same moment share one transaction and one fsync. Each promise settles
 * after the commit that its write is part of is on disk. A transaction that holds only what `beforeCommit` writes is
 * seen by no reader, so its fsync need not hold up the process: it is committed without, and synced behind it.
 *
 * A write that throws is undone alone; if the transaction itself fails (disk full, a failed fsync), all its writes are
 * undone and rejected, and the next batch begins afresh. After a failed fsync the operating system forgets what it
 * could not write. SQLite writes the frames of a transaction that was not committed again, at the same place in the
 * log; those that were committed and not yet synced are written again before anything else is committed behind them.
 */
export class CommitQueue {
  readonly #database: Database
  readonly #hooks: CommitHooks
  readonly #statements
  #waiting: Entry[] = []
  #scheduled = false
  #isFull = true
  #isSyncing = false
  /** Whether a commit may not be on disk: one that is to be synced behind it. */
  #hasUnsynced = false
  /** Whether such a commit may be lost for every later fsync too. */
  #mayHaveLost = false

  constructor(database: Database, hooks: CommitHooks) {
    this.#database = database
    this.#hooks = hooks
    this.#statements = {
      begin: database.prepare('begin immediate'),
      commit: database.prepare('commit'),
      rollback: database.prepare('rollback'),
      mark: database.prepare('savepoint one_write'),
      keep: database.prepare('release one_write'),
      undo: database.prepare('rollback to one_write'),
    }
  }

  /**
   * @param work reads and writes, synchronously, within the shared transaction
   * @returns what `work` returned, once it is on disk
   */
  submit<Result>(work: () => Result): Promise<Result> {
    return new Promise<Result>((done, failed) => {
      this.#waiting.push({ work, done: done as (result: unknown) => void, failed })
      this.#schedule()
    })
  }

  /** Resolves once all that was submitted before, and what `beforeCommit` writes, is on disk. */
  join(): Promise<void> {
    return this.submit(nothing)
  }

  /** Commits all that waits; resolves once it is on disk. */
  async drain(): Promise<void> {
    while (this.#waiting.length > 0) this.#commitBatch(Number.POSITIVE_INFINITY)
    if (!this.#hasUnsynced) return
    await this.#hooks.log.sync().catch(() => {
      this.#mayHaveLost = true
    })
    this.#mendLog()
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      if (this.#waiting.length === 0 || (this.#isSyncing && this.#isUnseen())) return
      this.#commitBatch(batchMsMax)
      if (this.#waiting.length > 0) this.#schedule()
    })
  }

  #commitBatch(msMax: number): void {
    const started = performance.now()
    const isSyncedBehind = this.#isUnseen() && !this.#hooks.log.isCheckpointDue()
    const entries = this.#waiting.splice(0, batchMax)
    this.#syncWithCommit(!isSyncedBehind)
    const settled = this.#transaction(entries, started + msMax)
    this.#waiting.unshift(...entries.slice(settled.length))
    this.#hooks.report({ writes: settled.length, seconds: (performance.now() - started) / 1000 })
    if (isSyncedBehind) this.#settleOnceSynced(settled)
    else settle(settled)
  }

  /** SQLite's `synchronous`: FULL, or NORMAL for what is synced behind the commit. */
  #syncWithCommit(full: boolean): void {
    if (full === this.#isFull) return
    this.#database.pragma(`synchronous = ${full ? 'full' : 'normal'}`)
    this.#isFull = full
  }

  #isUnseen(): boolean {
    return this.#waiting.every(({ work }) => work === nothing)
  }

  /** What comes meanwhile waits, to share the next one. */
  #settleOnceSynced(settled: readonly Settled[]): void {
    const synced = () => {
      this.#hasUnsynced = false
      settle(settled)
    }
    const failed = (error: unknown) => {
      this.#mayHaveLost = true
      settle(settled.map(({ entry }) => ({ entry, error })))
    }
    this.#isSyncing = true
    this.#hooks.log
      .sync()
      .then(synced, failed)
      .finally(() => {
        this.#isSyncing = false
        if (this.#waiting.length > 0) this.#schedule()
      })
  }

  /**
   * Commits the first of `entries`: one at least, and no further one from `deadline` on (`performance.now()`).
   * @returns what they came to, in their order; if the transaction fails, that all of them did
   */
  #transaction(entries: readonly Entry[], deadline: number): readonly Settled[] {
    const { begin, commit, rollback } = this.#statements
    try {
      this.#hooks.beforeBegin()
      this.#mendLog()
      begin.run()
      const settled: Settled[] = []
      for (const entry of entries) {
        if (settled.length > 0 && performance.now() >= deadline) break
        settled.push(this.#one(entry))
      }
      this.#hooks.beforeCommit()
      commit.run()
      this.#hasUnsynced = !this.#isFull
      if (this.#hasUnsynced) this.#hooks.log.mark()
      this.#hooks.afterCommit()
      return settled
    } catch (error) {
      if (this.#hasUnsynced && isInputOutputError(error)) this.#mayHaveLost = true
      if (this.#database.inTransaction) rollback.run()
      return entries.map((entry) => ({ entry, error }))
    }
  }

  /** @throws what keeps it from being written; nothing can be acknowledged then */
  #mendLog(): void {
    if (!this.#mayHaveLost) return
    this.#hooks.log.rewrite()
    this.#mayHaveLost = false
    this.#hasUnsynced = false
  }

  /** @throws what ended the whole transaction, as a full disk does */
  #one(entry: Entry): Settled {
    if (entry.work === nothing) return { entry, result: undefined }
    const { mark, keep, undo } = this.#statements
    mark.run()
    try {
      const result = entry.work()
      keep.run()
      return { entry, result }
    } catch (error) {
      if (!this.#database.inTransaction) throw error
      undo.run()
      keep.run()
      return { entry, error }
    }
  }
}

function isInputOutputError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_IOERR')
}

function settle(settled: readonly Settled[]): void {
  for (const one of settled) {
    if ('error' in one) one.entry.failed(one.error)
    else one.entry.done(one.result)
  }
}
