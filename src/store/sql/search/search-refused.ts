import type { SearchRefusal } from '../../search.ts'

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
