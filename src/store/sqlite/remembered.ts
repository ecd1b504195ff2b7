import type { Generation } from './generation.ts'

/** Rows that hot paths ask for again and again, as they were found: the same object each time, within a generation. */
export class Remembered<Value> {
  readonly #found = new Map<string, Value>()
  readonly #generation: Pick<Generation, 'current'>
  readonly #countMax: number
  #foundIn: number | undefined

  /** @param countMax when it holds as many, it begins anew */
  constructor(generation: Pick<Generation, 'current'>, countMax: number) {
    this.#generation = generation
    this.#countMax = countMax
  }

  /** What was found for `key` before, or is found now; what is not there is looked for each time. */
  get(key: string, find: () => Value | undefined): Value | undefined {
    const generation = this.#generation.current()
    if (generation !== this.#foundIn) this.#found.clear()
    this.#foundIn = generation
    const remembered = this.#found.get(key)
    if (remembered !== undefined) return remembered
    const value = find()
    if (value === undefined) return undefined
    if (this.#found.size >= this.#countMax) this.#found.clear()
    this.#found.set(key, value)
    return value
  }
}
