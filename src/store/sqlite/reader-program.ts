import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'
import { readerJobs } from './reader-jobs.ts'
import type { ReaderAnswer, ReaderQuestion } from './reader-thread.ts'

/** How long a read waits for somebody who recovers the log, milliseconds. */
const busyMsMax = 1000
/** Page cache, in KiB: the upper levels of the indexes of some million instances stay in it. */
const cacheKib = 64 * 1024

/** What the thread of `reader-thread.ts` runs: answers questions on the database file that it is given the path of. */
const database = new Sqlite(workerData, { readonly: true, fileMustExist: true, timeout: busyMsMax })
database.pragma(`cache_size = -${cacheKib}`)
const jobs = readerJobs(database)

parentPort?.on('message', async (question: ReaderQuestion) => {
  parentPort?.postMessage(await answerTo(question))
})

async function answerTo({ id, job, values }: ReaderQuestion): Promise<ReaderAnswer> {
  try {
    return { id, result: await (jobs[job] as (...values: readonly unknown[]) => Promise<unknown>)(...values) }
  } catch (error) {
    return { id, error }
  }
}
