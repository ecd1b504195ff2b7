/** Work that one has under way at once. */
const atOnceMax = 4
/** Work of the same one that waits beside it. */
const waitingMax = 16
/** How long work waits at most, milliseconds. */
const waitMsMax = 5000

/** Why work is not begun: as much of the same one waits already, or it has waited too long. */
export const shareTaken = { kind: 'share-taken' } as const
export type ShareTaken = typeof shareTaken

interface Share {
  running: number
  /** Begins what waits, in this order. */
  readonly waiting: Set<() => void>
}

/** Sees to it that nobody fills a queue that all share: what one asks for beyond a few waits for his own. */
export class FairShare {
  readonly #waitMsMax: number
  readonly #shares = new Map<string, Share>()

  constructor(msMax = waitMsMax) {
    this.#waitMsMax = msMax
  }

  /** @param owner whose work it is */
  async run<Result>(owner: string, work: () => Promise<Result>): Promise<Result | ShareTaken> {
    const share = this.#shares.get(owner) ?? { running: 0, waiting: new Set() }
    this.#shares.set(owner, share)
    if (share.running < atOnceMax) share.running++
    else if (share.waiting.size >= waitingMax || !(await this.#turn(share))) return shareTaken
    try {
      return await work()
    } finally {
      this.#pass(owner, share)
    }
  }

  /** Whether its turn came in time. */
  #turn({ waiting }: Share): Promise<boolean> {
    return new Promise((done) => {
      const end = (isInTime: boolean) => {
        clearTimeout(late)
        waiting.delete(start)
        done(isInTime)
      }
      const start = () => end(true)
      const late = setTimeout(() => end(false), this.#waitMsMax)
      waiting.add(start)
    })
  }

  /** The place of what has ended goes to the next. */
  #pass(owner: string, share: Share): void {
    const [next] = share.waiting
    if (next) next()
    else if (--share.running === 0) this.#shares.delete(owner)
  }
}
