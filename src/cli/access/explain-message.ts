import { text as textOf } from 'node:stream/consumers'
import { decisionText } from '../../access/policy/explanation-text.ts'
import type { Diagnosis } from '../../dialects/permission-rules.ts'
import { dialectModules } from '../../dialects/registry.ts'
import type { Tag } from '../../tags/tag.ts'
import { UsageError } from '../listen-address.ts'
import { findCaller } from './find-holder.ts'
import type { Caller } from './holder.ts'
import type { Identities } from './identities.ts'
import { plainText } from './plain-text.ts'
import type { Report } from './report.ts'
import { tagsText } from './tags-text.ts'
import { textFields } from './text-table.ts'
import { caseJson, caseLines, deniedStatus, type ExplainedCase, explainCases } from './verdict.ts'

/** What is sealed is longer than that, and written in these letters. */
const sealedPattern = /[\w-]{600,}/g
/** A reply longer than that was not pasted by a person. */
const textLengthMax = 1_000_000

/** Tells why a call was denied, from the message that its caller got. @param text `-` for stdin */
export async function explainMessage(identities: Identities, text: string): Promise<Report> {
  const diagnosis = await open(identities, text === '-' ? await textOf(process.stdin) : text)
  const now = await decideNow(identities, diagnosis)
  return {
    lines: [...thenLines(diagnosis), '', ...nowLines(now)],
    json: {
      requestId: diagnosis.requestId,
      time: new Date(diagnosis.attempt.at).toISOString(),
      caller: diagnosis.caller,
      ...JSON.parse(JSON.stringify({ ...diagnosis.attempt, context: Object.fromEntries(diagnosis.attempt.context) })),
      decision: JSON.parse(JSON.stringify(diagnosis.decision)),
      now: 'unknown' in now ? null : now.cases.map(caseJson),
    },
    status: deniedStatus,
  }
}

/** @throws UsageError */
async function open(identities: Identities, text: string): Promise<Diagnosis> {
  const found = text.slice(0, textLengthMax).match(sealedPattern) ?? text.replace(/\s/g, '').match(sealedPattern) ?? []
  if (found.length === 0) {
    throw new UsageError(
      'There is no message of a denial in the text; paste EncodedDiagnosticMessage or encoded_authorization_message, or the whole reply',
    )
  }
  const access = await identities.access()
  for (const sealed of found) {
    const diagnosis = readDiagnosis(opened(sealed, access.openDiagnosis))
    if (diagnosis) return diagnosis
  }
  throw new UsageError(
    'Cannot open the message: another server sealed it, or it was cut or changed on the way; give the --data of the server that denied the call',
  )
}

function opened(sealed: string, openDiagnosis: (sealed: string) => string): unknown {
  try {
    return JSON.parse(openDiagnosis(sealed))
  } catch {
    return undefined
  }
}

function readDiagnosis(content: unknown): Diagnosis | undefined {
  for (const { identities } of dialectModules) {
    const diagnosis = identities.permissions.readDiagnosis(content)
    if (diagnosis) return diagnosis
  }
  return undefined
}

function tagsThen(tags: readonly Tag[] | undefined): string {
  return tags ? tagsText(tags) : 'not looked up: it was denied whatever they were'
}

/** What the policies say to the same call by now, or why that cannot be told. */
type Now = { readonly caller: Caller; readonly cases: readonly ExplainedCase[] } | { readonly unknown: string }

async function decideNow(identities: Identities, { caller: name, session, attempt }: Diagnosis): Promise<Now> {
  try {
    const caller = await findCaller(identities, name)
    return {
      caller,
      cases: await explainCases(identities, caller, {
        ...attempt,
        principal: caller.principal,
        ...(session && { session }),
      }),
    }
  } catch (error) {
    if (error instanceof UsageError) return { unknown: error.message }
    throw error
  }
}

function thenLines({ requestId, caller, session, decision, attempt }: Diagnosis): readonly string[] {
  const { action, resource, at, sourceIp, requestTags, tagKeys, resourceTags, externalId } = attempt
  return [
    plainText(decisionText(decision)),
    '',
    ...textFields([
      ['Request', requestId],
      ['Time', new Date(at).toISOString()],
      ['Who', caller],
      ['Session', session?.name],
      ['From', sourceIp],
      ['Action', action],
      ['Resource', resource ?? '*'],
      ['Its tags then', resource && tagsThen(resourceTags)],
      ['Tags to attach', requestTags.length > 0 ? tagsText(requestTags) : undefined],
      ['Tag keys', tagKeys.join(', ')],
      ['External id', externalId],
    ]),
  ]
}

function nowLines(now: Now): readonly string[] {
  if ('unknown' in now) return [`What the policies say now cannot be told. ${now.unknown}`]
  const denied = now.cases.filter(({ allowed }) => !allowed)
  const title =
    denied.length > 0 ? 'To the same call the policies say now:' : 'By now the policies say otherwise to the same call:'
  return [title, '', ...caseLines(now.caller, denied.length > 0 ? denied : now.cases)]
}
