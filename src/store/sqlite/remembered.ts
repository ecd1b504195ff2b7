/** Rows that hot paths ask for again and again, as they were found; for rows that do not change once written. */
export class Remembered<Value> {
  readonly #found = new Map<string, Value>()
  readonly #countMax: number

  /** @param countMax when it holds as many, it begins anew */
  constructor(countMax: number) {
    this.#countMax = countMax
  }

  /** What was found for `key` before, or is found now; what is not there is looked for each time. */
  get(key: string, find: () => Value | undefined): Value | undefined {
    const remembered = this.#found.get(key)
    if (remembered !== undefined) return remembered
    const value = find()
    if (value === undefined) return undefined
    if (this.#found.size >= this.#countMax) this.#found.clear()
    this.#found.set(key, value)
    return value
  }
}
