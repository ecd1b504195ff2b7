import { tooLong } from '../sql/search/search-queue.ts'
import { SearchRefused } from '../sql/search/search-refused.ts'
import { type Answer, Queries, type Value } from './queries.ts'
import { sqlState } from './unavailable.ts'

const limitTime = `select set_config('statement_timeout', $1, true)`
const queryCanceled = '57014'

/** Statements of one transaction, none of which runs beyond a moment. */
export class TimedQueries extends Queries {
  readonly #queries: Queries
  readonly #end: number

  /** @param end by `performance.now()` */
  constructor(transaction: Queries, end: number) {
    super()
    this.#queries = transaction
    this.#end = end
  }

  /** @throws SearchRefused once the time is up */
  async send(text: string, values: readonly Value[], isPlannedAnew?: boolean): Promise<Answer> {
    const msLeft = Math.ceil(this.#end - performance.now())
    if (msLeft <= 0) throw new SearchRefused(tooLong)
    try {
      const limited = this.#queries.run(limitTime, [`${msLeft}`])
      const [, answer] = await Promise.all([limited, this.#queries.send(text, values, isPlannedAnew)])
      return answer
    } catch (error) {
      throw isCanceled(error) ? new SearchRefused(tooLong) : error
    }
  }
}

/** Whether the server ended a statement because its time was up. */
function isCanceled(error: unknown): boolean {
  return error instanceof Error && sqlState(error.cause) === queryCanceled
}
