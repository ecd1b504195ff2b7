import { z } from 'zod'
import { ApiError, errors } from '../errors.ts'
import { findOperation, originOf, vendorCallMembers, written } from '../explorer/vendor-call.ts'
import { operation } from '../operation.ts'

const sampleShape = z
  .object({
    client: z.string(),
    title: z.string(),
    language: z.string().describe('As Markdown names languages'),
    install: z.string().optional().describe('What to install first, as one types it'),
    tested: z.boolean().describe('Whether it is run in the tests; else it is made after the client’s documentation'),
    text: z.string(),
  })
  .meta({ id: 'Sample' })

export const writeSamples = operation({
  name: 'WriteSamples',
  method: 'POST',
  path: '/api/v1/explorer/samples',
  summary: 'Write a call of a vendor’s API as code of each client that can make it',
  description: 'No sample holds a secret: each takes the access key from the environment.',
  body: z.strictObject(vendorCallMembers),
  reply: z.object({ samples: z.array(sampleShape) }),
  errors: [errors.noSuchVendorOperation],
  async run(input, call) {
    const found = findOperation(call, input)
    if (found instanceof ApiError) return found
    const origin = URL.parse(originOf(call))
    if (!origin) return errors.malformed
    const samples = written(found.cloud.explorer.samples(input, origin))
    return samples instanceof ApiError ? samples : { samples }
  },
})
