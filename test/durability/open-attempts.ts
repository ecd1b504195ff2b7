import type { Attempt, LogRow } from './history.ts'

/** Attempts that no revision was found to be of yet, at hand by what a revision tells of them. */
export class OpenAttempts {
  readonly #open: Set<Attempt>
  readonly #byId = new Map<string, Attempt>()
  readonly #byKey = new Map<string, Set<Attempt>>()

  constructor(attempts: readonly Attempt[]) {
    this.#open = new Set(attempts)
    for (const attempt of attempts) {
      if (typeof attempt.acknowledged === 'string') this.#byId.set(attempt.acknowledged, attempt)
      else for (const key of keysOf(attempt)) this.#byKey.set(key, (this.#byKey.get(key) ?? new Set()).add(attempt))
    }
  }

  /** The one that was acknowledged under this request id. */
  known(requestId: string): Attempt | undefined {
    const attempt = this.#byId.get(requestId)
    return attempt && this.#open.has(attempt) ? attempt : undefined
  }

  /** Those of no known id that change the key of this row, in the order in which they were made. */
  unknown({ key }: LogRow): Iterable<Attempt> {
    return this.#byKey.get(key) ?? []
  }

  close(attempt: Attempt): void {
    this.#open.delete(attempt)
    for (const key of keysOf(attempt)) this.#byKey.get(key)?.delete(attempt)
  }

  /** Those that are acknowledged, and still open. */
  lost(): Attempt[] {
    return [...this.#open].filter(({ acknowledged }) => acknowledged !== undefined)
  }
}

function keysOf({ change }: Attempt): readonly string[] {
  return 'set' in change ? Object.keys(change.set) : change.unset
}
