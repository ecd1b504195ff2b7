import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { SigningKey } from '../../../access/access.ts'
import { clockSkewMsMax } from '../../../access/freshness.ts'
import type { Call } from '../call.ts'
import type { Cloud } from '../cloud.ts'
import { ApiError, errors } from '../errors.ts'
import { signingKeyOf } from '../explorer/signing-key.ts'
import { findOperation, originOf, vendorCallMembers, written } from '../explorer/vendor-call.ts'
import { operation } from '../operation.ts'
import { signatureStepShape } from '../shapes/signature-step.ts'
import { text, time, timeText } from '../shapes/texts.ts'

const signedRequestShape = z
  .object({
    accessKeyId: z.string().optional().describe('Absent where the operation is not signed'),
    method: z.string(),
    url: z.string().describe('Send the request there, to this path and query exactly'),
    target: z.string().describe('Path and query of it'),
    headers: z.record(z.string(), z.string()).describe('Browsers send `host` by themselves'),
    body: z.string(),
    steps: z.array(signatureStepShape),
    goodUntil: time.optional().describe('When the vendor’s API stops to accept it'),
  })
  .meta({ id: 'SignedRequest' })

export const signRequest = operation({
  name: 'SignRequest',
  method: 'POST',
  path: '/api/v1/explorer/request',
  summary: 'Sign a call of a vendor’s API with a key of one’s own, step by step',
  description:
    'The request is not sent: whoever asks sends it, to the vendor’s path. Nothing is signed for temporary credentials, and no call whose answer is credentials.',
  body: z.strictObject({
    ...vendorCallMembers,
    accessKeyId: text.optional().describe('One of one’s own; else the one shown, or the first'),
  }),
  reply: signedRequestShape,
  errors: [errors.noSuchVendorOperation, errors.noSigningKey, errors.temporarySession, errors.issuesCredentials],
  async run(input, call) {
    const found = findOperation(call, input)
    if (found instanceof ApiError) return found
    if (found.operation.issuesCredentials && found.operation.signed) return errors.issuesCredentials
    const key = found.operation.signed ? await keyAt(call, found.cloud, input.accessKeyId) : undefined
    if (key instanceof ApiError) return key
    const origin = originOf(call)
    const sending = { host: call.request.headers.host ?? '', at: call.at, nonce: randomUUID() }
    const request = written(found.cloud.explorer.sign(input, key, sending))
    if (request instanceof ApiError) return request
    const signed = key ? { accessKeyId: key.id, goodUntil: timeText(call.at + clockSkewMsMax) } : {}
    return { ...request, ...signed, url: `${origin}${request.target}` }
  },
})

async function keyAt(call: Call, cloud: Cloud, named: string | undefined): Promise<SigningKey | ApiError> {
  const caller = call.callers.find((one) => one.cloud === cloud)
  return caller ? signingKeyOf(call, caller, named) : errors.notSignedIn
}
