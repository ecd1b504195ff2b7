import type { Api } from './api.ts'
import type { InstancesPage } from './replies.ts'

/** As many as the server gives at once. */
const pageMax = 1000

/** What is searched for. */
export interface Search {
  readonly where: string | undefined
  readonly tenant: string | undefined
  readonly sort?: string | undefined
  /** Instances at most; all of them where absent. */
  readonly limit?: number | undefined
}

/** The pages of a search: the first one always, the next ones when they are asked for. */
export async function* findInstances(api: Api, search: Search): AsyncGenerator<InstancesPage> {
  const { limit: wanted = Number.POSITIVE_INFINITY, ...query } = search
  let after: string | undefined
  for (let left = wanted; left > 0; ) {
    const page = await api.get<InstancesPage>('/instances', { ...query, after, limit: Math.min(left, pageMax) })
    yield page
    if (page.next === undefined) return
    left -= page.instances.length
    after = page.next
  }
}
