import { ColumnTable } from '../column-table.ts'
import { outputWidth } from '../output-width.ts'
import { printLines } from '../print-lines.ts'
import type { Api } from './api.ts'
import type { Search } from './find-instances.ts'
import { hint, hintOmitted } from './output.ts'
import type { Counts } from './replies.ts'

/** As many as the server gives. */
const countsMax = 1000
const limitDefault = 100

/** Prints tag keys, or the values of `key`, with the number of instances that carry each; the most frequent first. */
export async function printCounts(api: Api, search: Search, key: string | undefined, json: boolean): Promise<void> {
  const { where, tenant, limit = limitDefault } = search
  const query = { where, tenant, key, limit: Math.min(limit, countsMax) }
  const path = key === undefined ? '/tags/keys' : '/tags/values'
  const { counts, hasMore, omitted } = await api.get<Counts>(path, query)
  if (json) await printLines(counts.map((one) => JSON.stringify(one)))
  else await printLines(counts.length > 0 ? tableOf(key ?? 'KEY').lines(counts) : ['No instance that matches has one'])
  if (hasMore) hint(`Only the ${counts.length} most frequent; show up to ${countsMax} with --limit`)
  hintOmitted(omitted)
}

function tableOf(title: string): ColumnTable<Counts['counts'][number]> {
  const number = { title: 'INSTANCES', text: ({ instances }: Counts['counts'][number]) => String(instances) }
  const text = { title, text: ({ text }: Counts['counts'][number]) => text, style: () => 'cyan' as const }
  return new ColumnTable([number, text], outputWidth())
}
