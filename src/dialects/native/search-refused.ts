import type { SearchRefusal } from '../../store/search.ts'
import { ApiError, errors } from './errors.ts'

/** What may go wrong with a search. */
export const searchErrors = [
  errors.selector,
  errors.patternTooBroad,
  errors.tooManyTenants,
  errors.searchTooLong,
  errors.tooManySearches,
]

/** A search that has no result, as the answer. */
export function searchRefused(refusal: SearchRefusal): ApiError {
  switch (refusal.kind) {
    case 'search-too-long':
      return errors.searchTooLong
    case 'too-many-searches':
      return errors.tooManySearches
    case 'pattern-too-broad':
      return new ApiError(400, errors.patternTooBroad.code, errors.patternTooBroad.message, {
        pattern: refusal.pattern,
        valuesMax: refusal.valuesMax,
      })
  }
}
