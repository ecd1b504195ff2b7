import type { Database } from 'better-sqlite3'
import type { HistoryReader } from '../history.ts'
import { History } from './history.ts'

/** Reads that may take long, by name; of each what it is given and what it answers. */
export type ReaderJobs = Pick<HistoryReader, 'listChanges' | 'tagsAsOf'>

/** The jobs on one connection. Each sees one state of the database. */
export function readerJobs(database: Database): ReaderJobs {
  const history = new History(database)
  const tagsAsOf = database.transaction(history.tagsAsOf.bind(history))
  return {
    listChanges: (filter, after, limit) => history.list(filter, after, limit),
    tagsAsOf: async (tenant, instances, revision) => tagsAsOf(tenant, instances, revision),
  }
}
