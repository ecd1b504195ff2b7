/** What a statement takes for a parameter. Texts may hold any character. */
export type Value =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | readonly (string | number | bigint | null)[]

export interface Answer {
  /** `COMMIT`, `ROLLBACK`, `SELECT`. */
  readonly command: string
  readonly rows: readonly unknown[]
  readonly count: number
}

/** Something that runs statements, with their parameters as `$1`, `$2` …; each of them one round trip. */
export abstract class Queries {
  /**
   * @param isPlannedAnew whether the server plans it for these very values, instead of once for all
   * @throws StoreUnavailable if the answer did not come; whether the statement was done is not known then
   */
  abstract send(text: string, values: readonly Value[], isPlannedAnew?: boolean): Promise<Answer>

  async all<Row>(text: string, values: readonly Value[] = []): Promise<readonly Row[]> {
    return (await this.send(text, values)).rows as readonly Row[]
  }

  /** For a listing: which index is best depends on what the caller's filters find. */
  async list<Row>(text: string, values: readonly Value[]): Promise<readonly Row[]> {
    return (await this.send(text, values, true)).rows as readonly Row[]
  }

  async get<Row>(text: string, values: readonly Value[] = []): Promise<Row | undefined> {
    return (await this.send(text, values)).rows[0] as Row | undefined
  }

  /** @returns how many rows it wrote */
  async run(text: string, values: readonly Value[] = []): Promise<number> {
    return (await this.send(text, values)).count
  }
}
