import { z } from 'zod'
import type { Diagnosis } from '../permission-rules.ts'
import { sealedDecision, sealedSession, sealedTags } from '../sealed-decision.ts'

/** What `denialAmong` of `authorize.ts` seals, as far as it is read again. */
const sealed = z.object({
  requestId: z.string(),
  action: z.string(),
  /** Absent where the instance's region was not known; `instance` is there then. */
  resource: z.string().optional(),
  instance: z.string().optional(),
  facts: z.object({
    at: z.number(),
    sourceIp: z.string(),
    principalArn: z.string(),
    externalId: z.string().optional(),
    requestTags: sealedTags,
    resourceTags: z.union([sealedTags, z.literal('unknown')]),
  }),
  decision: sealedDecision,
  session: sealedSession,
})

/** Reads the content of an `EncodedDiagnosticMessage`. */
export function readDiagnosis(diagnosis: unknown): Diagnosis | undefined {
  const { data } = sealed.safeParse(diagnosis)
  if (!data) return undefined
  const { requestId, action, resource = data.instance, facts, decision, session } = data
  const { at, sourceIp, requestTags, resourceTags, externalId } = facts
  return {
    requestId,
    caller: facts.principalArn,
    decision,
    ...(session && { session }),
    attempt: {
      action,
      ...(resource !== undefined && resource !== '*' && { resource }),
      at,
      sourceIp,
      requestTags,
      tagKeys: [],
      ...(resourceTags !== 'unknown' && { resourceTags }),
      ...(externalId !== undefined && { externalId }),
      context: new Map(),
    },
  }
}
