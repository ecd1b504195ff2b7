import { z } from 'zod'
import { ApiError, invalidParameter } from '../errors.ts'
import { pageMax } from '../limits.ts'
import { operation } from '../operation.ts'
import { cursorLengthMax, placeAfter, writeCursor } from '../page-cursor.ts'
import { parseSort } from '../parse-sort.ts'
import { fleetOf } from '../reach.ts'
import { isSearchCursor } from '../search-cursor.ts'
import { searchErrors, searchRefused } from '../search-refused.ts'
import { cloudsOf, describeInstance, instanceShape } from '../shapes/instance.ts'
import { omittedShape } from '../shapes/omitted.ts'
import { onlyTenant, readWhere, where } from '../shapes/where.ts'
import { wholeNumber } from '../shapes/whole-number.ts'

const limitDefault = 100
const sortLengthMax = 2048

export const searchInstances = operation({
  name: 'SearchInstances',
  method: 'GET',
  path: '/api/v1/instances',
  summary: 'Search the instances of all clouds that one is signed in at',
  description:
    'What the policies do not let one list is left out and told in `omitted`. Pages stay right while instances come and go; one whose place changes meanwhile may be met twice or missed.',
  needs: ['list'],
  query: z.strictObject({
    where,
    tenant: onlyTenant,
    sort: z
      .string()
      .max(sortLengthMax)
      .default('')
      .describe(
        'At most three of `@name`, `@created`, `@id`, `@region`, `@tags`, `@tenant` and tag keys; `-` before one turns it round',
      ),
    after: z.string().max(cursorLengthMax).optional().describe('`next` of the page before'),
    limit: wholeNumber(1, pageMax).default(limitDefault),
  }),
  reply: z.object({
    instances: z.array(instanceShape),
    next: z.string().optional().describe('Absent on the last page'),
    total: z.int().nonnegative().describe('Of all pages; 10,000 stands for as many or more'),
    omitted: z.array(omittedShape),
  }),
  errors: searchErrors,
  async run({ where, tenant, sort: sortText, after: afterText, limit }, call) {
    const selector = readWhere(where)
    if (selector instanceof ApiError) return selector
    const sort = parseSort(sortText)
    if (!sort) return invalidParameter('sort', 'Write @name, -@created or tag keys, at most three, with commas')
    const listed = [where, tenant, sortText]
    const after = placeAfter(listed, afterText, (value) => isSearchCursor(value, sort))
    if (after instanceof ApiError) return after
    const fleet = await fleetOf(call, tenant)
    if (fleet instanceof ApiError) return fleet
    const { reached, scopes, omitted } = fleet
    if (scopes.length === 0) return { instances: [], total: 0, omitted }
    const search = { scopes, sort, limit, ...(selector && { where: selector }), ...(after && { after }) }
    const page = await call.reads.searchInstances(search)
    if (page.kind !== 'page') return searchRefused(page)
    const clouds = cloudsOf(reached)
    return {
      instances: page.instances.map((one) => describeInstance(clouds.get(one.tenant) ?? '', one)),
      ...(page.next && { next: writeCursor(listed, page.next) }),
      total: page.total,
      omitted,
    }
  },
})
