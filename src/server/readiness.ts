import type { AuditTrail } from '../audit/audit-trail.ts'
import type { Store } from '../store/store.ts'
import { probeMsMin } from './limits.ts'

/**
 * Whether writes get through, those of the store and those of the audit trail. The store is probed at most once a second,
 * however often it is asked.
 */
export function createReadiness(
  store: Pick<Store, 'probe'>,
  audit: Pick<AuditTrail, 'isGood'>,
): () => Promise<boolean> {
  let probedAt = Number.NEGATIVE_INFINITY
  let probe: Promise<boolean> = Promise.resolve(false)
  return async () => {
    if (performance.now() - probedAt > probeMsMin) {
      probedAt = performance.now()
      probe = store.probe().then(
        () => true,
        () => false,
      )
    }
    return (await probe) && audit.isGood
  }
}
