import { z } from 'zod'
import { clockSkewMsMax, isFresh } from '../../../access/freshness.ts'
import type { SignatureReading } from '../../explorer-rules.ts'
import type { SignatureStep } from '../../signature-steps.ts'
import type { Call } from '../call.ts'
import { errors, invalidParameter } from '../errors.ts'
import { firstDifference } from '../explorer/first-difference.ts'
import { PasteProblem } from '../explorer/pasted-request.ts'
import { readPaste } from '../explorer/read-paste.ts'
import { isKeyOf } from '../explorer/signing-key.ts'
import { pastedLengthMax } from '../limits.ts'
import { operation, type Told } from '../operation.ts'
import { signatureStepShape } from '../shapes/signature-step.ts'
import { time, timeText } from '../shapes/texts.ts'

const pasted = z.string().max(pastedLengthMax)

const comparison = z.object({
  step: signatureStepShape.shape.id,
  difference: z
    .object({
      offset: z.int().nonnegative().describe('Bytes before the first one that differs'),
      line: z.int().positive(),
      column: z.int().positive().describe('In code points'),
      server: z.string().describe('What follows from there on, cut short; empty where the text ends'),
      client: z.string(),
    })
    .optional()
    .describe('Absent where the two are the same'),
})

const diagnosisShape = z
  .object({
    cloud: z.string(),
    scheme: z.string().optional().describe('Absent where the request is not signed'),
    accessKeyId: z.string().optional(),
    clock: z
      .object({ signedAt: time, serverTime: time, skewMsMax: z.int().nonnegative(), fresh: z.boolean() })
      .optional()
      .describe('Absent where the request states no time that can be read'),
    steps: z.array(signatureStepShape),
    comparisons: z.array(comparison).describe('Of each text that the client signed with the server’s own'),
    refusal: z
      .object({ code: z.string(), message: z.string() })
      .optional()
      .describe('What the vendor’s API would have answered at the time stated; absent where it lets the caller in'),
  })
  .meta({ id: 'SignatureDiagnosis' })

type Diagnosis = Told<z.input<typeof diagnosisShape>>

export const diagnoseRequest = operation({
  name: 'DiagnoseRequest',
  method: 'POST',
  path: '/api/v1/explorer/diagnose',
  summary: 'Say what is wrong with the signature of a request, and where it differs from the server’s',
  description:
    'The signature is checked for keys of whoever is signed in; every other key is answered as one that is not there. The right signature is not told, and no nonce is used up.',
  body: z.strictObject({
    request: pasted.min(1).describe('Lines of HTTP, an address, or a curl command'),
    canonicalRequest: pasted.optional().describe('What the client computed in the first step'),
    stringToSign: pasted.optional().describe('What the client signed'),
  }),
  reply: diagnosisShape,
  async run({ request: text, canonicalRequest, stringToSign }, call) {
    const request = readPaste(text)
    if (request instanceof PasteProblem) return invalidParameter('request', request.message)
    const [path = ''] = request.target.split('?', 1)
    const cloud = call.context.clouds.find(({ explorer }) => explorer.owns(path))
    if (!cloud) return invalidParameter('request', 'Send it to a path of one of the vendors’ APIs')
    const caller = call.callers.find((one) => one.cloud === cloud)
    if (!caller) return errors.notSignedIn
    const received = { ...request, remoteAddress: call.request.remoteAddress }
    const reading = await cloud.explorer.read(received, call.context, isKeyOf(caller.principal))
    if (!reading) return { cloud: cloud.name, steps: [], comparisons: [] }
    const theirs = { canonical: canonicalRequest, 'string-to-sign': stringToSign }
    return { cloud: cloud.name, ...described(reading, call), comparisons: compare(reading.steps, theirs) }
  },
})

function described({ scheme, accessKeyId, signedAt, steps, refusal }: SignatureReading, { at }: Call) {
  return {
    scheme,
    steps,
    ...(accessKeyId !== undefined && { accessKeyId }),
    ...(signedAt !== undefined && { clock: clockOf(signedAt, at) }),
    ...(refusal && { refusal: { code: refusal.code, message: refusal.message } }),
  } satisfies Partial<Diagnosis>
}

function clockOf(signedAt: number, at: number): Diagnosis['clock'] {
  return {
    signedAt: timeText(signedAt),
    serverTime: timeText(at),
    skewMsMax: clockSkewMsMax,
    fresh: isFresh(signedAt, at),
  }
}

type ComparedTexts = Readonly<Partial<Record<SignatureStep['id'], string | undefined>>>

function compare(steps: readonly SignatureStep[], theirs: ComparedTexts): Diagnosis['comparisons'] {
  return steps.flatMap(({ id, text }) => {
    const client = theirs[id]
    if (text === undefined || client === undefined) return []
    const difference = firstDifference(text, client)
    return [{ step: id, ...(difference && { difference }) }]
  })
}
