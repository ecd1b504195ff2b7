import { StoreUnavailable } from '../store-error.ts'
import { sqlState } from './unavailable.ts'

/** Items that may share one transaction. */
const batchMax = 256

/** What a commit was, for the figures. */
export interface CommitReport {
  readonly writes: number
  readonly seconds: number
}

/** Sends items of one key in one transaction. @returns what each came to, in their order */
export type SendBatch<Item, Result> = (key: string, items: readonly Item[]) => Promise<readonly Result[]>

interface Batched<Item, Result> {
  readonly item: Item
  readonly done: (result: Result) => void
  readonly failed: (error: unknown) => void
}

interface Alone {
  readonly alone: () => Promise<void>
}

/**
 * Group commit: the items of one key that wait at the same moment are sent together. A key has one transaction at a
 * time, since on the server each would wait for the one before it; keys do not wait for each other. If a batch fails
 * for what one of its items is, each is sent by itself.
 */
export class WriteQueue<Item, Result> {
  readonly #send: SendBatch<Item, Result>
  readonly #report: (report: CommitReport) => void
  readonly #waiting = new Map<string, (Batched<Item, Result> | Alone)[]>()

  constructor(send: SendBatch<Item, Result>, report: (report: CommitReport) => void) {
    this.#send = send
    this.#report = report
  }

  /** @returns what `item` came to, once it is on disk */
  submit(key: string, item: Item): Promise<Result> {
    return new Promise((done, failed) => this.#add(key, { item, done, failed }))
  }

  /** Runs `work`, which is a transaction of its own, in the turn of `key`. */
  alone<Value>(key: string, work: () => Promise<Value>): Promise<Value> {
    return new Promise((done, failed) => {
      this.#add(key, { alone: () => this.#timed(1, work).then(done, failed) })
    })
  }

  #add(key: string, entry: Batched<Item, Result> | Alone): void {
    const waiting = this.#waiting.get(key)
    if (waiting) {
      waiting.push(entry)
      return
    }
    const entries = [entry]
    this.#waiting.set(key, entries)
    // What arrives in the same turn of the event loop shares the first batch too.
    setImmediate(() => this.#work(key, entries))
  }

  async #work(key: string, entries: (Batched<Item, Result> | Alone)[]): Promise<void> {
    while (entries.length > 0) {
      const [first] = entries
      if (first && 'alone' in first) {
        entries.shift()
        await first.alone()
      } else await this.#sendAll(key, takeBatch(entries))
    }
    this.#waiting.delete(key)
  }

  async #sendAll(key: string, batch: readonly Batched<Item, Result>[]): Promise<void> {
    const items = batch.map(({ item }) => item)
    try {
      const results = await this.#timed(batch.length, () => this.#send(key, items))
      batch.forEach(({ done }, index) => {
        done(results[index] as Result)
      })
    } catch (error) {
      if (batch.length > 1 && isUndone(error)) for (const one of batch) await this.#sendAll(key, [one])
      else for (const { failed } of batch) failed(error)
    }
  }

  /** Reports what a commit cost, whatever became of it. */
  async #timed<Value>(writes: number, work: () => Promise<Value>): Promise<Value> {
    const started = performance.now()
    try {
      return await work()
    } finally {
      this.#report({ writes, seconds: (performance.now() - started) / 1000 })
    }
  }
}

/** Whether the server refused all that was sent, for what it is: then it may be sent again. */
function isUndone(error: unknown): boolean {
  return sqlState(error) !== undefined && !(error instanceof StoreUnavailable)
}

/** Takes the items before the first entry that wants to be alone, as many as fit. */
function takeBatch<Item, Result>(entries: (Batched<Item, Result> | Alone)[]): readonly Batched<Item, Result>[] {
  const batch: Batched<Item, Result>[] = []
  for (const entry of entries) {
    if ('alone' in entry || batch.length >= batchMax) break
    batch.push(entry)
  }
  entries.splice(0, batch.length)
  return batch
}
