import type { CountedTags, InstanceSearch, SearchFilter, SearchPage, SearchRefusal, TagCounts } from '../search.ts'
import { countTags } from '../sql/search/count-tags.ts'
import { pageOf } from '../sql/search/found-page.ts'
import { searchPage } from '../sql/search/search-page.ts'
import { SearchQueue, tooLong } from '../sql/search/search-queue.ts'
import { refusalIn, SearchRefused } from '../sql/search/search-refused.ts'
import type { SearchRow, SearchStatement, SearchSteps, SqlFlavour } from '../sql/search/search-statement.ts'
import type { Connections } from './connections.ts'
import { findInstances } from './instances.ts'
import type { Queries } from './queries.ts'
import { searchFlavour } from './search-flavour.ts'
import { sqlState } from './unavailable.ts'

/** Searches that a node runs at once, each on a connection of its own beside the pool. */
const searchesAtOnce = 2
/** Half of a node's connections take transactions. */
export const searchConnections = 2 * searchesAtOnce

const readOnly = 'set transaction isolation level repeatable read, read only'
const limitTime = `select set_config('statement_timeout', $1, true)`
const queryCanceled = '57014'

/** Searches of one node, each in a transaction that only reads and sees one state. */
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
    return this.#run(async (queries, end) => {
      const page = await runSteps(searchPage(this.#flavour, search), queries, end)
      const tenants = Map.groupBy(page.found, ({ tenant }) => tenant)
      const instances = Array.from(tenants, ([tenant, found]) =>
        findInstances(
          queries,
          tenant,
          found.map(({ instance }) => instance),
        ),
      )
      return pageOf(page, (await Promise.all(instances)).flat())
    })
  }

  countKeys(filter: SearchFilter, counted: CountedTags): Promise<TagCounts | SearchRefusal> {
    return this.#run((queries, end) => runSteps(countTags(this.#flavour, filter, counted), queries, end))
  }

  countValues(filter: SearchFilter, key: string, counted: CountedTags): Promise<TagCounts | SearchRefusal> {
    return this.#run((queries, end) => runSteps(countTags(this.#flavour, filter, { ...counted, key }), queries, end))
  }

  close(): Promise<void> {
    return this.#connections.close()
  }

  /** @param work is given a transaction, and when its time is up */
  #run<Result>(work: (queries: Queries, end: number) => Promise<Result>): Promise<Result | SearchRefusal> {
    return this.#queue.run(async (msLeft) => {
      const end = performance.now() + msLeft
      try {
        return await this.#connections.transaction(async (transaction) => {
          const [, result] = await Promise.all([transaction.run(readOnly), work(transaction, end)])
          return result
        })
      } catch (error) {
        return refusalIn(error)
      }
    })
  }
}

/** Runs the statements of a search, none of them beyond `end`. @throws SearchRefused once the time is up */
export async function runSteps<Result>(steps: SearchSteps<Result>, queries: Queries, end: number): Promise<Result> {
  for (let step = steps.next([]); ; ) {
    if (step.done) return step.value
    step = steps.next(await runStep(step.value, queries, Math.ceil(end - performance.now())))
  }
}

async function runStep({ text, values }: SearchStatement, queries: Queries, msLeft: number) {
  if (msLeft <= 0) throw new SearchRefused(tooLong)
  try {
    const [, rows] = await Promise.all([queries.run(limitTime, [`${msLeft}`]), queries.list<SearchRow>(text, values)])
    return rows
  } catch (error) {
    throw isCanceled(error) ? new SearchRefused(tooLong) : error
  }
}

/** Whether the server ended a statement because its time was up. */
function isCanceled(error: unknown): boolean {
  return error instanceof Error && sqlState(error.cause) === queryCanceled
}
