import type { Api } from '../client/api.ts'
import type { Counts } from '../client/replies.ts'

/** A person waits for them: milliseconds. */
const msMax = 1000
const countMax = 100

/** Keys and values of the fleet, the most frequent first. */
export interface Facets {
  keys(beginning: string): Promise<readonly string[]>
  values(key: string, beginning: string): Promise<readonly string[]>
}

/** @param openApi fails where there is no way to call the server: then there are none */
export function facetsOf(openApi: () => Api): Facets {
  const texts = async (path: string, query: Readonly<Record<string, string>>) => {
    try {
      const { counts } = await openApi().get<Counts>(path, { ...query, limit: countMax }, msMax)
      return counts.map(({ text }) => text)
    } catch {
      return []
    }
  }
  return {
    keys: (beginning) => texts('/tags/keys', { beginning }),
    values: (key, beginning) => texts('/tags/values', { key, beginning }),
  }
}
