import type { Store } from '../store/store.ts'
import { probeMsMin } from './limits.ts'

/** Whether writes get through; probed at most once a second, however often it is asked. */
export function createReadiness(store: Pick<Store, 'probe'>): () => Promise<boolean> {
  let probedAt = Number.NEGATIVE_INFINITY
  let probe: Promise<boolean> = Promise.resolve(false)
  return () => {
    if (performance.now() - probedAt > probeMsMin) {
      probedAt = performance.now()
      probe = store.probe().then(
        () => true,
        () => false,
      )
    }
    return probe
  }
}
