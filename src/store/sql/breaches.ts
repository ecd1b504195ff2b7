/** Breaches of one kind that are told one by one; how many more there are is told with the last. */
const toldMax = 20

/** Told of each check of a store as it begins. */
export type CheckProgress = (name: string, done: number, total: number) => void

type Row = Readonly<Record<string, unknown>>

/** The breaches that a check of a store finds, in words: few of them, however many there are. */
export class Breaches {
  readonly #say: (row: Row) => string
  readonly #said: string[] = []
  #count = 0

  constructor(say: (row: Row) => string) {
    this.#say = say
  }

  add(row: Row): void {
    this.#count++
    if (this.#said.length < toldMax) this.#said.push(this.#say(row))
  }

  told(): readonly string[] {
    return this.#count > toldMax ? [...this.#said, `and ${this.#count - toldMax} more of this kind`] : this.#said
  }
}
