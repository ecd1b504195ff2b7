import { z } from 'zod'
import type { Attempt, Diagnosis } from '../permission-rules.ts'
import { sealedDecision, sealedSession, sealedTags } from '../sealed-decision.ts'
import { version50 } from './policy/iam-grammar.ts'

const asked = z.object({
  tags: sealedTags,
  tagKeys: z.array(z.string()),
  encrypted: z.boolean().optional(),
  backupEnabled: z.boolean().optional(),
})

/** What `authorization/denial.ts` seals, as far as it is read again. */
const sealed = z.object({
  requestId: z.string(),
  action: z.string(),
  resource: z.object({ [version50]: z.string() }),
  facts: z.object({
    at: z.number(),
    sourceIp: z.string(),
    principalUrn: z.string(),
    projectName: z.string().optional(),
    asked: z.union([asked, z.literal('unknown')]),
    instance: z.union([z.object({ tags: sealedTags }), z.literal('unknown')]),
  }),
  decision: sealedDecision,
  session: sealedSession,
})

type Facts = z.output<typeof sealed>['facts']

/** Reads the content of an `encoded_authorization_message`. */
export function readDiagnosis(diagnosis: unknown): Diagnosis | undefined {
  const { data } = sealed.safeParse(diagnosis)
  if (!data) return undefined
  const { requestId, action, resource, facts, decision, session } = data
  const named = resource[version50] === '*' ? {} : { resource: resource[version50] }
  const attempt = { action, ...named, ...attemptOf(facts) }
  return { requestId, caller: facts.principalUrn, decision, attempt, ...(session && { session }) }
}

function attemptOf({ at, sourceIp, projectName, asked, instance }: Facts): Omit<Attempt, 'action' | 'resource'> {
  const { tags = [], tagKeys = [], encrypted, backupEnabled } = asked === 'unknown' ? {} : asked
  const context = Object.entries({
    'g:ProjectName': projectName,
    'dds:Encrypted': encrypted,
    'dds:BackupEnabled': backupEnabled,
  })
  return {
    at,
    sourceIp,
    requestTags: tags,
    tagKeys,
    ...(instance !== 'unknown' && { resourceTags: instance.tags }),
    context: new Map(context.flatMap(([key, value]) => (value === undefined ? [] : [[key, [String(value)]]]))),
  }
}
