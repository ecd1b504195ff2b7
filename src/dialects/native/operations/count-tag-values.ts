import { z } from 'zod'
import { countQuery, countsShape, countTags } from '../count-tags.ts'
import { operation } from '../operation.ts'
import { searchErrors } from '../search-refused.ts'
import { text } from '../shapes/texts.ts'

export const countTagValues = operation({
  name: 'CountTagValues',
  method: 'GET',
  path: '/api/v1/tags/values',
  summary: 'Count the instances that carry each value of a tag key',
  needs: ['list'],
  query: z.strictObject({ key: text, ...countQuery }),
  reply: countsShape,
  errors: searchErrors,
  run: ({ key, ...wanted }, call) =>
    countTags(call, wanted, (filter, counted) => call.reads.countTagValues(filter, key, counted)),
})
