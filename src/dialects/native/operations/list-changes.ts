import { z } from 'zod'
import { ApiError, errors } from '../errors.ts'
import { changeAfter, writeChangeCursor } from '../history/change-cursor.ts'
import { changeFilter, filterMembers, problemOf } from '../history/change-filter.ts'
import { operation } from '../operation.ts'
import { cursorLengthMax } from '../page-cursor.ts'
import { fleetOf } from '../reach.ts'
import { readErrors, searchRefused } from '../search-refused.ts'
import { changeShape, describeChange } from '../shapes/change.ts'
import { cloudsOf } from '../shapes/instance.ts'
import { omittedShape } from '../shapes/omitted.ts'
import { wholeNumber } from '../shapes/whole-number.ts'

const limitMax = 1000
const limitDefault = 100

export const listChanges = operation({
  name: 'ListChanges',
  method: 'GET',
  path: '/api/v1/changes',
  summary: 'List what became of tags, newest first',
  description:
    'One row for each tag that changed. A page may have few rows, or none, and a `next` all the same: a call looks only so far back.',
  needs: ['list'],
  query: z.strictObject({
    ...filterMembers,
    after: z.string().max(cursorLengthMax).optional().describe('`next` of the page before'),
    limit: wholeNumber(1, limitMax).default(limitDefault),
  }),
  reply: z.object({
    changes: z.array(changeShape),
    next: z.string().optional().describe('Absent where there is nothing older'),
    omitted: z.array(omittedShape),
  }),
  errors: [errors.tooManyTenants, ...readErrors],
  names: ({ instance }) => (instance === undefined ? [] : [instance]),
  async run({ after: afterText, limit, ...wanted }, call) {
    const problem = problemOf(wanted)
    if (problem) return problem
    const after = changeAfter(call, wanted, afterText)
    if (after instanceof ApiError) return after
    const fleet = await fleetOf(call, wanted.tenant)
    if (fleet instanceof ApiError) return fleet
    const { reached, scopes, omitted } = fleet
    if (scopes.length === 0) return { changes: [], omitted }
    const page = await call.reads.listChanges(changeFilter(scopes, wanted), after, limit)
    if ('kind' in page) return searchRefused(page)
    const { changes, next } = page
    const clouds = cloudsOf(reached)
    return {
      changes: changes.map((change) => describeChange(clouds.get(change.tenant) ?? '', change)),
      ...(next && { next: writeChangeCursor(call, wanted, next) }),
      omitted,
    }
  },
})
