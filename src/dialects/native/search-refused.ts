import type { SearchRefusal } from '../../store/search.ts'
import { ApiError, errors } from './errors.ts'
import type { ShareTaken } from './fair-share.ts'

/** What may go wrong with a read that may take long. */
export const readErrors = [errors.searchTooLong, errors.tooManySearches, errors.tooManyReads]

/** What may go wrong with a search. */
export const searchErrors = [errors.selector, errors.patternTooBroad, errors.tooManyTenants, ...readErrors]

/** A search or a history that has no result, as the answer. */
export function searchRefused(refusal: SearchRefusal | ShareTaken): ApiError {
  switch (refusal.kind) {
    case 'search-too-long':
      return errors.searchTooLong
    case 'too-many-searches':
      return errors.tooManySearches
    case 'share-taken':
      return errors.tooManyReads
    case 'pattern-too-broad':
      return new ApiError(400, errors.patternTooBroad.code, errors.patternTooBroad.message, {
        pattern: refusal.pattern,
        valuesMax: refusal.valuesMax,
      })
  }
}
