import { z } from 'zod'

/** A step of a signature, as the verifier computes it. */
export const signatureStepShape = z
  .object({
    id: z.enum(['canonical', 'string-to-sign', 'key', 'signature']),
    name: z.string().describe('In the vendor’s words'),
    text: z.string().optional().describe('Absent where it is a secret, or would be good for sending the request'),
  })
  .meta({ id: 'SignatureStep' })
