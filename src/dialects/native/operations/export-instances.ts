import { z } from 'zod'
import type { InstanceSearch, SearchPage } from '../../../store/search.ts'
import type { Call } from '../call.ts'
import { ApiError, invalidParameter } from '../errors.ts'
import { type ExportFormat, exportFormats } from '../export/export-format.ts'
import { pageMax } from '../limits.ts'
import { operation } from '../operation.ts'
import { parseKeys } from '../parse-keys.ts'
import { fleetOf } from '../reach.ts'
import { searchErrors, searchRefused } from '../search-refused.ts'
import { cloudsOf, describeInstance } from '../shapes/instance.ts'
import { onlyTenant, readWhere, where } from '../shapes/where.ts'
import { Streamed } from '../streamed.ts'

const instancesMax = 1_000_000
const keysMax = 50
const keysLengthMax = 8192
/** For a reader that takes his time, milliseconds. */
const msMax = 10 * 60_000

export const exportInstances = operation({
  name: 'ExportInstances',
  method: 'GET',
  path: '/api/v1/export',
  summary: 'Write the instances of a search to a file',
  description:
    "One JSON object a line, or CSV. What a spreadsheet would take for a formula has a `'` before it in CSV. Of tenants and regions that one may not list nothing is written; the header `X-Tagplane-Omitted` tells how many there are. A file that could not be finished ends without the last chunk of its transfer.",
  needs: ['list'],
  query: z.strictObject({
    where,
    tenant: onlyTenant,
    format: z.enum(['ndjson', 'csv']).default('ndjson'),
    keys: z
      .string()
      .max(keysLengthMax)
      .default('')
      .describe('Of CSV: keys that get a column, with commas; `"` as in JSON'),
  }),
  media: Object.values(exportFormats).map(({ contentType }) => contentType),
  reply: z.string(),
  errors: searchErrors,
  async run({ where, tenant, format, keys: keysText }, call) {
    const selector = readWhere(where)
    if (selector instanceof ApiError) return selector
    const keys = parseKeys(keysText, keysMax)
    if (!keys) return invalidParameter('keys', `Write at most ${keysMax} keys with commas between them`)
    const fleet = await fleetOf(call, tenant)
    if (fleet instanceof ApiError) return fleet
    const { reached, scopes, omitted } = fleet
    const search = { scopes, sort: [], limit: pageMax, ...(selector && { where: selector }) }
    const first = scopes.length > 0 ? await call.reads.searchInstances(search) : nothing
    if (first.kind !== 'page') return searchRefused(first)
    const chosen = exportFormats[format]
    const headers = {
      'Content-Type': chosen.contentType,
      'Content-Disposition': `attachment; filename="instances.${format}"`,
      'X-Tagplane-Omitted': String(omitted.length),
    }
    return new Streamed(headers, chunksOf(call, search, first, chosen, keys, cloudsOf(reached)))
  },
})

const nothing: SearchPage = { kind: 'page', instances: [], total: 0 }

/** A page a chunk: the next one is asked for when somebody reads on. */
async function* chunksOf(
  call: Call,
  search: InstanceSearch,
  first: SearchPage,
  format: ExportFormat,
  keys: readonly string[],
  clouds: ReadonlyMap<string, string>,
): AsyncGenerator<string> {
  yield format.head(keys)
  let page = first
  for (let written = 0; written < instancesMax; written += page.instances.length) {
    const told = page.instances.map((one) => describeInstance(clouds.get(one.tenant) ?? '', one))
    yield told.map((one) => format.line(one, keys)).join('')
    if (!page.next) return
    const found = await call.reads.searchInstances({ ...search, after: page.next })
    if (found.kind !== 'page') throw new Error(`The export ended early: ${found.kind}`)
    if (call.context.now() - call.at > msMax) throw new Error(`The export took longer than ${msMax} ms`)
    page = found
  }
}
