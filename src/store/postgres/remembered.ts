import type { Generation } from './generation.ts'

/** Rows that hot paths ask for again and again, as they were found: the same object each time, within a generation. */
export class Remembered<Value> {
  readonly #found = new Map<string, Promise<Value | undefined>>()
  readonly #generation: Pick<Generation, 'current' | 'confirm'>
  readonly #countMax: number
  #foundIn = -1

  /** @param countMax when it holds as many, it begins anew */
  constructor(generation: Pick<Generation, 'current' | 'confirm'>, countMax: number) {
    this.#generation = generation
    this.#countMax = countMax
  }

  /** What was found for `key` before, or is found now; what is not there is looked for each time. */
  get(key: string, find: () => Promise<Value | undefined>): Promise<Value | undefined> {
    const confirmed = this.#generation.confirm()
    return confirmed ? confirmed.then(() => this.#get(key, find)) : this.#get(key, find)
  }

  #get(key: string, find: () => Promise<Value | undefined>): Promise<Value | undefined> {
    const generation = this.#generation.current()
    if (generation !== this.#foundIn) this.#found.clear()
    this.#foundIn = generation
    return this.#found.get(key) ?? this.#remember(key, find())
  }

  /** A search is shared by those who ask meanwhile. If a generation ends before it does, nobody else gets its result. */
  #remember(key: string, search: Promise<Value | undefined>): Promise<Value | undefined> {
    if (this.#found.size >= this.#countMax) this.#found.clear()
    this.#found.set(key, search)
    const forget = () => {
      if (this.#found.get(key) === search) this.#found.delete(key)
    }
    search.then((value) => value ?? forget(), forget)
    return search
  }
}
