import { type ReadRefusal, searchLimits } from '../../search.ts'

interface Waiting {
  readonly start: () => void
}

/** Searches and histories of one node: some at a time, the others wait in turn, and none waits or runs longer than the limit. */
export class SearchQueue {
  readonly #atOnce: number
  readonly #now: () => number
  readonly #waiting: Waiting[] = []
  #running = 0

  /** @param now milliseconds since any moment */
  constructor(atOnce: number, now: () => number = () => performance.now()) {
    this.#atOnce = atOnce
    this.#now = now
  }

  /** @param work is told how many milliseconds are left to it */
  async run<Result>(work: (msLeft: number) => Promise<Result>): Promise<Result | ReadRefusal> {
    const { waitingMax, msMax } = searchLimits
    if (this.#waiting.length >= waitingMax) return { kind: 'too-many-searches', waitingMax }
    const end = this.#now() + msMax
    await this.#turn()
    try {
      const msLeft = end - this.#now()
      return msLeft > 0 ? await work(msLeft) : tooLong
    } finally {
      this.#running--
      this.#waiting.shift()?.start()
    }
  }

  #turn(): Promise<void> | undefined {
    if (this.#running < this.#atOnce) {
      this.#running++
      return undefined
    }
    return new Promise((start) => {
      this.#waiting.push({
        start: () => {
          this.#running++
          start()
        },
      })
    })
  }
}

export const tooLong = {
  kind: 'search-too-long',
  secondsMax: searchLimits.msMax / 1000,
} as const satisfies ReadRefusal
