import type { Database } from 'better-sqlite3'
import type { CountedTags, InstanceSearch, SearchFilter, SearchPage, SearchRefusal, TagCounts } from '../search.ts'
import { countTags } from '../sql/search/count-tags.ts'
import { pageOf } from '../sql/search/found-page.ts'
import { searchPage } from '../sql/search/search-page.ts'
import { tooLong } from '../sql/search/search-queue.ts'
import { refusalIn, SearchRefused } from '../sql/search/search-refused.ts'
import type { SearchRow, SearchSteps, SearchValue, SqlFlavour } from '../sql/search/search-statement.ts'
import type { Instances } from './instances.ts'
import { PreparedListings } from './prepared-listings.ts'
import { inTimeFunction, searchFlavour } from './search-flavour.ts'

/** A search, as it is handed to whoever runs it. */
export type SearchRequest = SearchForPage | SearchForCounts

export interface SearchForPage {
  readonly kind: 'instances'
  readonly search: InstanceSearch
}

export type SearchForCounts =
  | { readonly kind: 'keys'; readonly filter: SearchFilter; readonly counted: CountedTags }
  | { readonly kind: 'values'; readonly filter: SearchFilter; readonly key: string; readonly counted: CountedTags }

export type SearchAnswer<Request> = SearchRefusal | (Request extends SearchForPage ? SearchPage : TagCounts)

/** Runs searches on one connection, one at a time. */
export class SearchReader {
  readonly #database: Database
  readonly #instances: Instances
  readonly #flavour: SqlFlavour
  readonly #listings: PreparedListings
  #end = 0

  constructor(database: Database, instances: Instances, flavour: SqlFlavour = searchFlavour) {
    this.#database = database
    this.#instances = instances
    this.#flavour = flavour
    this.#listings = new PreparedListings(database)
    database.function(inTimeFunction, { deterministic: false }, () => {
      this.#mustBeInTime()
      return 1
    })
  }

  /** What a request is answered with, on one state of the database. @param msMax how long it may take */
  run<Request extends SearchRequest>(request: Request, msMax: number): SearchAnswer<Request> {
    this.#end = performance.now() + msMax
    try {
      return this.#database.transaction(() => this.#answer(request))() as SearchAnswer<Request>
    } catch (error) {
      return refusalIn(error)
    }
  }

  #answer(request: SearchRequest): SearchPage | TagCounts {
    switch (request.kind) {
      case 'instances':
        return this.#page(request.search)
      case 'keys':
        return this.#follow(countTags(this.#flavour, request.filter, request.counted))
      case 'values':
        return this.#follow(countTags(this.#flavour, request.filter, { ...request.counted, key: request.key }))
    }
  }

  #page(search: InstanceSearch): SearchPage {
    const page = this.#follow(searchPage(this.#flavour, search))
    const named = Map.groupBy(page.found, ({ tenant }) => tenant)
    const instances = Array.from(named, ([tenant, found]) =>
      this.#instances.named(
        tenant,
        found.map(({ instance }) => instance),
      ),
    )
    return pageOf(page, instances.flat())
  }

  #follow<Result>(steps: SearchSteps<Result>): Result {
    for (let step = steps.next([]); ; ) {
      if (step.done) return step.value
      this.#mustBeInTime()
      const { text, values } = step.value
      step = steps.next(this.#listings.all<SearchRow>(text, named(values)))
    }
  }

  #mustBeInTime(): void {
    if (performance.now() > this.#end) throw new SearchRefused(tooLong)
  }
}

function named(values: readonly SearchValue[]): Record<string, string | number> {
  return Object.fromEntries(
    values.map((value, index) => [`p${index + 1}`, typeof value === 'object' ? JSON.stringify(value) : value]),
  )
}
