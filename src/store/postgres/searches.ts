import type { HistoryPage, HistoryReader } from '../history.ts'
import { listHistory } from '../list-history.ts'
import type {
  CountedTags,
  InstanceSearch,
  ReadRefusal,
  SearchFilter,
  SearchPage,
  SearchRefusal,
  TagCounts,
} from '../search.ts'
import { countTags } from '../sql/search/count-tags.ts'
import { pageOf } from '../sql/search/found-page.ts'
import { searchPage } from '../sql/search/search-page.ts'
import { SearchQueue } from '../sql/search/search-queue.ts'
import { readRefusalIn, refusalIn } from '../sql/search/search-refused.ts'
import type { SearchRow, SearchSteps, SqlFlavour } from '../sql/search/search-statement.ts'
import type { Connections } from './connections.ts'
import { logSource, tagsAsOf } from './history.ts'
import { findInstances } from './instances.ts'
import type { Queries } from './queries.ts'
import { searchFlavour } from './search-flavour.ts'
import { TimedQueries } from './timed-queries.ts'

/** Searches and histories that a node reads at once, each on a connection of its own beside the pool. */
const searchesAtOnce = 2
/** Half of a node's connections take transactions. */
export const searchConnections = 2 * searchesAtOnce

const readOnly = 'set transaction isolation level repeatable read, read only'

/** Searches and histories of one node, each in a transaction that only reads and sees one state. */
export class Searches {
  readonly #connections: Connections
  readonly #flavour: SqlFlavour
  readonly #queue = new SearchQueue(searchesAtOnce)

  /** @param connections for searches alone, {@link searchConnections} of them */
  constructor(connections: Connections, flavour: SqlFlavour = searchFlavour) {
    this.#connections = connections
    this.#flavour = flavour
  }

  instances(search: InstanceSearch): Promise<SearchPage | SearchRefusal> {
    return this.#run(async (queries) => {
      const page = await runSteps(searchPage(this.#flavour, search), queries)
      const tenants = Map.groupBy(page.found, ({ tenant }) => tenant)
      const instances = Array.from(tenants, ([tenant, found]) =>
        findInstances(
          queries,
          tenant,
          found.map(({ instance }) => instance),
        ),
      )
      return pageOf(page, (await Promise.all(instances)).flat())
    }, refusalIn)
  }

  countKeys(filter: SearchFilter, counted: CountedTags): Promise<TagCounts | SearchRefusal> {
    return this.#run((queries) => runSteps(countTags(this.#flavour, filter, counted), queries), refusalIn)
  }

  countValues(filter: SearchFilter, key: string, counted: CountedTags): Promise<TagCounts | SearchRefusal> {
    return this.#run((queries) => runSteps(countTags(this.#flavour, filter, { ...counted, key }), queries), refusalIn)
  }

  changes(...[filter, after, limit]: Parameters<HistoryReader['listChanges']>): Promise<HistoryPage | ReadRefusal> {
    return this.#run((queries) => listHistory(logSource(queries), filter, after, limit), readRefusalIn)
  }

  tagsAsOf(...[tenant, ids, revision]: Parameters<HistoryReader['tagsAsOf']>): ReturnType<HistoryReader['tagsAsOf']> {
    return this.#run((queries) => tagsAsOf(queries, tenant, ids, revision), readRefusalIn)
  }

  close(): Promise<void> {
    return this.#connections.close()
  }

  /** @param work is given a transaction, whose statements end with its time */
  #run<Result, Refusal>(
    work: (queries: Queries) => Promise<Result>,
    refusedBy: (error: unknown) => Refusal,
  ): Promise<Result | Refusal | ReadRefusal> {
    return this.#queue.run(async (msLeft) => {
      const end = performance.now() + msLeft
      try {
        return await this.#connections.transaction(async (transaction) => {
          const [, result] = await Promise.all([transaction.run(readOnly), work(new TimedQueries(transaction, end))])
          return result
        })
      } catch (error) {
        return refusedBy(error)
      }
    })
  }
}

/** Runs the statements of a search. */
export async function runSteps<Result>(steps: SearchSteps<Result>, queries: Queries): Promise<Result> {
  for (let step = steps.next([]); ; ) {
    if (step.done) return step.value
    const { text, values } = step.value
    step = steps.next(await queries.list<SearchRow>(text, values))
  }
}
