import type { Database } from 'better-sqlite3'
import type { HistoryReader } from '../history.ts'
import { ChangeLog } from './change-log.ts'
import { History } from './history.ts'
import { Instances } from './instances.ts'
import { type SearchAnswer, SearchReader, type SearchRequest } from './search-reader.ts'
import { Tags } from './tags.ts'

/** Reads that may take long, by name; of each what it is given and what it answers. */
export interface ReaderJobs extends Pick<HistoryReader, 'listChanges' | 'tagsAsOf'> {
  /** @param msMax how long it may take */
  search<Request extends SearchRequest>(request: Request, msMax: number): Promise<SearchAnswer<Request>>
}

/** The jobs on one connection. Each sees one state of the database. */
export function readerJobs(database: Database): ReaderJobs {
  const history = new History(database)
  const tagsAsOf = database.transaction(history.tagsAsOf.bind(history))
  const searches = new SearchReader(database, new Instances(database, new Tags(database, new ChangeLog(database))))
  return {
    listChanges: (filter, after, limit) => history.list(filter, after, limit),
    tagsAsOf: async (tenant, instances, revision) => tagsAsOf(tenant, instances, revision),
    search: async (request, msMax) => searches.run(request, msMax),
  }
}
