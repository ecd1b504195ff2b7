import { z } from 'zod'

/** What is left out of an answer, since the policies do not let the caller list it. */
export const omittedShape = z
  .object({
    cloud: z.string(),
    tenant: z.string(),
    regions: z.array(z.string()).optional().describe('All of the tenant’s where absent'),
    code: z.string(),
    message: z.string(),
    action: z.string().describe('That the policies do not allow'),
    resource: z.string(),
  })
  .meta({ id: 'Omitted' })
