import type { Database } from 'better-sqlite3'
import type { HistoryReader } from '../history.ts'
import { listHistory } from '../list-history.ts'
import { readRefusalIn } from '../sql/search/search-refused.ts'
import { timedLog } from '../sql/timed-log.ts'
import { ChangeLog } from './change-log.ts'
import { History } from './history.ts'
import { Instances } from './instances.ts'
import { type SearchAnswer, SearchReader, type SearchRequest } from './search-reader.ts'
import { Tags } from './tags.ts'

/** Reads that may take long, by name; of each how long it may take (milliseconds), what it is given and what it answers. */
export interface ReaderJobs {
  search<Request extends SearchRequest>(msMax: number, request: Request): Promise<SearchAnswer<Request>>
  listChanges(
    msMax: number,
    ...asked: Parameters<HistoryReader['listChanges']>
  ): ReturnType<HistoryReader['listChanges']>
  /** Looks at no more rows than fit into a second. */
  tagsAsOf(msMax: number, ...asked: Parameters<HistoryReader['tagsAsOf']>): ReturnType<HistoryReader['tagsAsOf']>
}

/** The jobs on one connection. Each sees one state of the database. */
export function readerJobs(database: Database): ReaderJobs {
  const history = new History(database)
  const tagsAsOf = database.transaction(history.tagsAsOf.bind(history))
  const searches = new SearchReader(database, new Instances(database, new Tags(database, new ChangeLog(database))))
  return {
    search: async (msMax, request) => searches.run(request, msMax),
    listChanges: (msMax, ...asked) => listHistory(timedLog(history, msMax), ...asked).catch(readRefusalIn),
    tagsAsOf: async (_msMax, ...asked) => tagsAsOf(...asked),
  }
}
