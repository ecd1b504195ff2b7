import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'
import { readerJobs } from './reader-jobs.ts'
import type { ReaderAnswer, ReaderQuestion } from './reader-thread.ts'

/** What the thread of `reader-thread.ts` runs: answers questions on the database file that it is given the path of. */
const jobs = readerJobs(new Sqlite(workerData, { readonly: true, fileMustExist: true }))

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
