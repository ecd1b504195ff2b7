import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'
import { ChangeLog } from './change-log.ts'
import { Instances } from './instances.ts'
import { SearchReader, type SearchRequest } from './search-reader.ts'
import { Tags } from './tags.ts'

/** What the thread is asked: one search at a time. */
export interface SearchTask {
  readonly request: SearchRequest
  readonly msMax: number
}

/** What became of a task. */
export type SearchTaskDone = { readonly answer: unknown } | { readonly failure: unknown }

/** How long a read waits for somebody who recovers the log, milliseconds. */
const busyMsMax = 1000
/** Page cache, in KiB: the upper levels of the indexes of some million instances stay in it. */
const cacheKib = 64 * 1024

const database = new Sqlite(workerData.path, { readonly: true, fileMustExist: true, timeout: busyMsMax })
database.pragma(`cache_size = -${cacheKib}`)
const reader = new SearchReader(database, new Instances(database, new Tags(database, new ChangeLog(database))))

parentPort?.on('message', (task: SearchTask) => parentPort?.postMessage(done(task)))

function done({ request, msMax }: SearchTask): SearchTaskDone {
  try {
    return { answer: reader.run(request, msMax) }
  } catch (failure) {
    return { failure }
  }
}
