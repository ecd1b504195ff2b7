import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { SearchQueue } from '../sql/search/search-queue.ts'
import type { SearchAnswer, SearchReader, SearchRequest } from './search-reader.ts'
import type { SearchTask, SearchTaskDone } from './search-worker.ts'

/** Runs searches, and lets others be served meanwhile. */
export interface Searches {
  run<Request extends SearchRequest>(request: Request): Promise<SearchAnswer<Request>>
  /** Searches that are under way fail. */
  close(): Promise<void>
}

/** Who waits for the thread's answer. */
interface Asking {
  readonly answer: (answer: unknown) => void
  readonly failed: (error: unknown) => void
}

/** As the sources are named where they run: `.ts`, or compiled. */
const workerUrl = new URL(`./search-worker${extname(import.meta.url)}`, import.meta.url)

/**
 * Runs searches on a thread with a connection of its own, which reads what was committed. The thread starts with the
 * first search, keeps no process alive, and is started anew should it end.
 */
export class SearchThread implements Searches {
  readonly #path: string
  readonly #queue = new SearchQueue(1)
  #worker: Worker | undefined
  #asking: Asking | undefined
  #isClosed = false

  /** @param path of the database file */
  constructor(path: string) {
    this.#path = path
  }

  run<Request extends SearchRequest>(request: Request): Promise<SearchAnswer<Request>> {
    return this.#queue.run((msMax) => this.#ask<SearchAnswer<Request>>({ request, msMax }))
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#worker?.terminate()
  }

  #ask<Answer>(task: SearchTask): Promise<Answer> {
    if (this.#isClosed) return Promise.reject(new Error('The store is closed'))
    const worker = this.#worker ?? this.#start()
    this.#worker = worker
    worker.ref()
    return new Promise<Answer>((answer, failed) => {
      this.#asking = { answer: answer as (answer: unknown) => void, failed }
      worker.postMessage(task)
    }).finally(() => worker.unref())
  }

  #start(): Worker {
    const worker = new Worker(workerUrl, { workerData: { path: this.#path } })
    worker.on('message', (done: SearchTaskDone) => {
      if ('failure' in done) this.#asking?.failed(done.failure)
      else this.#asking?.answer(done.answer)
    })
    worker.on('error', (error) => this.#asking?.failed(error))
    worker.on('exit', () => {
      this.#worker = undefined
      this.#asking?.failed(new Error('The search thread has ended'))
    })
    return worker
  }
}

/** Runs searches where the database is in memory, which no other connection reads. */
export function searchesInMemory(reader: SearchReader, msMax: number): Searches {
  return { run: async (request) => reader.run(request, msMax), close: async () => {} }
}
