import { z } from 'zod'
import { countQuery, countsShape, countTags } from '../count-tags.ts'
import { operation } from '../operation.ts'
import { searchErrors } from '../search-refused.ts'

export const countTagKeys = operation({
  name: 'CountTagKeys',
  method: 'GET',
  path: '/api/v1/tags/keys',
  summary: 'Count the instances that carry each tag key',
  needs: ['list'],
  query: z.strictObject(countQuery),
  reply: countsShape,
  errors: searchErrors,
  run: (wanted, call) => countTags(call, wanted, (filter, counted) => call.reads.countTagKeys(filter, counted)),
})
