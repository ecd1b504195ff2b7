import type { Database, Statement } from 'better-sqlite3'

/** Callers choose which filters to combine, so what is kept prepared is bounded. */
const preparedMax = 200

export type ListingParameters = Readonly<Record<string, string | number>>

/** Statements whose text depends on the filters of a listing: prepared once for each combination. */
export class PreparedListings {
  readonly #database: Database
  readonly #prepared = new Map<string, Statement<[ListingParameters]>>()

  constructor(database: Database) {
    this.#database = database
  }

  all<Row>(sql: string, parameters: ListingParameters): Row[] {
    return this.#statement(sql).all(parameters) as Row[]
  }

  get<Row>(sql: string, parameters: ListingParameters): Row {
    return this.#statement(sql).get(parameters) as Row
  }

  #statement(sql: string): Statement<[ListingParameters]> {
    const prepared = this.#prepared.get(sql)
    if (prepared) return prepared
    if (this.#prepared.size >= preparedMax) this.#prepared.clear()
    const statement = this.#database.prepare<[ListingParameters]>(sql)
    this.#prepared.set(sql, statement)
    return statement
  }
}
