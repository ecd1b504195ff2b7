import type { Api } from './api.ts'
import type { ChangesPage } from './replies.ts'

/** As many as the server gives at once. */
const pageMax = 1000

/** Filters of `GET /api/v1/changes`, by its names. */
export type ChangeFilter = Readonly<Record<string, string | number | undefined>>

/** Pages of changes, newest first: the first one always, the next ones when they are asked for. */
export async function* findChanges(
  api: Api,
  filter: ChangeFilter,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<ChangesPage> {
  let after: string | undefined
  for (let left = limit; left > 0; ) {
    const page = await api.get<ChangesPage>('/changes', { ...filter, after, limit: Math.min(left, pageMax) })
    yield page
    if (page.next === undefined) return
    left -= page.changes.length
    after = page.next
  }
}
