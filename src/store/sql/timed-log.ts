import type { LogSource } from '../list-history.ts'
import { tooLong } from './search/search-queue.ts'
import { SearchRefused } from './search/search-refused.ts'

/** `source`, which begins to look through nothing once `msMax` are over. @throws SearchRefused then */
export function timedLog(source: LogSource, msMax: number, now: () => number = () => performance.now()): LogSource {
  const end = now() + msMax
  return {
    revisionAt: (tenant, time) => source.revisionAt(tenant, time),
    look(stretch, filter, limit) {
      if (now() > end) throw new SearchRefused(tooLong)
      return source.look(stretch, filter, limit)
    },
  }
}
