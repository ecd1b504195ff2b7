import type { Objection } from '../../dialects/identity-rules.ts'
import { UsageError } from '../listen-address.ts'

/** What a vendor's rules gave. @throws UsageError with his objection, if that is what they gave */
export function accepted<Value extends object>(given: Value | Objection): Value {
  if ('objection' in given && typeof given.objection === 'string') throw new UsageError(given.objection)
  return given as Value
}
