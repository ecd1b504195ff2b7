import type { ReadRefusal, SearchRefusal } from '../../search.ts'

/** Ends a search from within; whoever runs it answers with the refusal. */
export class SearchRefused extends Error {
  readonly refusal: SearchRefusal

  constructor(refusal: SearchRefusal) {
    super(refusal.kind)
    this.refusal = refusal
  }
}

/** The refusal that ended a search; throws what is none. */
export function refusalIn(error: unknown): SearchRefusal {
  if (error instanceof SearchRefused) return error.refusal
  throw error
}

/** As {@link refusalIn}, of a read that has no patterns. */
export function readRefusalIn(error: unknown): ReadRefusal {
  const refusal = refusalIn(error)
  if (refusal.kind === 'pattern-too-broad') throw error
  return refusal
}
