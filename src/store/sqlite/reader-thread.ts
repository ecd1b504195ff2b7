import { Worker } from 'node:worker_threads'
import { StoreUnavailable } from '../store-error.ts'
import type { ReaderJobs } from './reader-jobs.ts'

/** How long the thread may work on one job, milliseconds: longer than a search takes that watches its own time. */
const jobMsMax = 10_000

/** What the thread is asked. */
export interface ReaderQuestion {
  readonly id: number
  readonly job: keyof ReaderJobs
  readonly values: readonly unknown[]
}

/** What the thread answers. */
export type ReaderAnswer = { readonly id: number } & ({ readonly result: unknown } | { readonly error: unknown })

interface Asked {
  readonly done: (result: unknown) => void
  readonly failed: (error: unknown) => void
}

/**
 * A thread with a connection of its own that only reads, so that a long read holds up neither the writes nor the other
 * calls. It begins with the first job, and sees all that was committed before a job was asked for.
 */
export class ReaderThread {
  /** The jobs, each done by the thread: whoever asks bounds how many wait. @throws StoreUnavailable if one takes too long */
  readonly jobs: ReaderJobs = {
    search: (...values) => this.#ask('search', values),
    listChanges: (...values) => this.#ask('listChanges', values),
    tagsAsOf: (...values) => this.#ask('tagsAsOf', values),
  }
  readonly #path: string
  readonly #asked = new Map<number, Asked>()
  #worker: Worker | undefined
  #late: NodeJS.Timeout | undefined
  #lastId = 0
  #isClosed = false

  /** @param path of the database file */
  constructor(path: string) {
    this.#path = path
  }

  /** What is not answered by then never is. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#end(closed())
  }

  #ask<Result>(job: keyof ReaderJobs, values: readonly unknown[]): Promise<Result> {
    if (this.#isClosed) return Promise.reject(closed())
    const question: ReaderQuestion = { id: ++this.#lastId, job, values }
    return new Promise<Result>((done, failed) => {
      this.#asked.set(question.id, { done: done as (result: unknown) => void, failed })
      if (this.#asked.size === 1) this.#watch()
      this.#worker ??= this.#start()
      this.#worker.ref()
      this.#worker.postMessage(question)
    })
  }

  #start(): Worker {
    const program = new URL(
      import.meta.url.endsWith('.ts') ? './reader-program.ts' : './reader-program.js',
      import.meta.url,
    )
    const worker = new Worker(program, { workerData: this.#path })
    worker.on('message', (answer: ReaderAnswer) => this.#answered(worker, answer))
    worker.on('error', (error) => this.#worker === worker && this.#end(error))
    return worker
  }

  #answered(worker: Worker, answer: ReaderAnswer): void {
    const asked = this.#asked.get(answer.id)
    this.#asked.delete(answer.id)
    this.#watch()
    if (this.#asked.size === 0) worker.unref()
    if ('error' in answer) asked?.failed(answer.error)
    else asked?.done(answer.result)
  }

  /** Begins to measure the time of the next job. */
  #watch(): void {
    clearTimeout(this.#late)
    if (this.#asked.size === 0) return
    this.#late = setTimeout(() => this.#end(new StoreUnavailable(`A read took longer than ${jobMsMax} ms`)), jobMsMax)
  }

  /** The next job begins a new thread. */
  async #end(reason: unknown): Promise<void> {
    const [worker, asked] = [this.#worker, [...this.#asked.values()]]
    this.#worker = undefined
    this.#asked.clear()
    this.#watch()
    for (const { failed } of asked) failed(reason)
    await worker?.terminate()
  }
}

function closed(): Error {
  return new Error('The store is closed')
}
