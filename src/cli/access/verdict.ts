import { styleText } from 'node:util'
import { type Explanation, explain } from '../../access/policy/explain.ts'
import { explanationText } from '../../access/policy/explanation-text.ts'
import type { Request } from '../../access/policy/request.ts'
import type { PermissionCase, PermissionQuestion } from '../../dialects/permission-rules.ts'
import type { Json } from '../../store/instance.ts'
import { accepted } from './accepted.ts'
import { type Caller, fullName, inWords } from './holder.ts'
import type { Identities } from './identities.ts'
import { plainText } from './plain-text.ts'
import type { Report } from './report.ts'
import { tagsText } from './tags-text.ts'
import { textFields } from './text-table.ts'

/** How the exit status tells that something is denied. */
export const deniedStatus = 3

/** One resource of a question, decided. */
export interface ExplainedCase {
  readonly case: PermissionCase
  readonly allowed: boolean
  /** Absent where policies do not matter. */
  readonly explanation?: Explanation
}

/** @throws UsageError with the vendor's objection to the question */
export async function explainCases(
  { store }: Identities,
  caller: Caller,
  question: PermissionQuestion,
): Promise<readonly ExplainedCase[]> {
  const cases = accepted(await caller.module.identities.permissions.casesOf(question, store))
  return cases.map((one) => explainCase(caller.principal.enabled ? one : refused(one, caller), question.context))
}

function refused(one: PermissionCase, caller: Caller): PermissionCase {
  return { ...one, refusal: `${inWords(caller)} is disabled: nothing that he shows lets him in` }
}

function explainCase(one: PermissionCase, context: PermissionQuestion['context']): ExplainedCase {
  if (one.layers.length === 0) return { case: one, allowed: one.refusal === undefined }
  const explanation = explain(one.layers, withContext(one.request, context))
  return { case: one, allowed: one.refusal === undefined && explanation.decision.effect === 'allow', explanation }
}

/** What a person says of a key goes before what the call would tell. */
function withContext(request: Request, given: PermissionQuestion['context']): Request {
  return { ...request, context: { values: (key) => given.get(key) ?? request.context.values(key) } }
}

/** Of several resources those that are denied, or else all, are told alike only once. */
export function verdictReport(caller: Caller, cases: readonly ExplainedCase[]): Report {
  const denied = cases.filter(({ allowed }) => !allowed)
  return {
    lines: caseLines(caller, denied.length > 0 ? denied : cases),
    json: cases.map(caseJson),
    status: denied.length > 0 ? deniedStatus : 0,
  }
}

/** @param cases of one outcome */
export function caseLines(caller: Caller, cases: readonly ExplainedCase[]): readonly string[] {
  const alike = Map.groupBy(cases, (one) => JSON.stringify([decisionLine(one), statementLines(one), one.case.notes]))
  return [...alike.values()].flatMap(([one, ...others], index) =>
    one === undefined ? [] : [...(index > 0 ? [''] : []), ...linesOf(caller, one, others)],
  )
}

function linesOf(caller: Caller, one: ExplainedCase, others: readonly ExplainedCase[]): readonly string[] {
  const { action, resource, resourceName, resourceTags, notes } = one.case
  const style = one.allowed ? 'green' : 'red'
  const also = others.length > 0 ? `, and ${others.length} more alike` : ''
  return [
    styleText(style, plainText(decisionLine(one))),
    '',
    ...textFields([
      ['Who', fullName(caller)],
      ['Action', action],
      ['Resource', `${resource}${resourceName === undefined ? '' : ` (${resourceName})`}${also}`],
      ['Its tags', resourceTags && tagsText(resourceTags)],
      ...notes.map((note) => ['Note', note] as const),
    ]),
    ...statementLines(one),
  ]
}

function decisionLine({ case: { refusal }, explanation }: ExplainedCase): string {
  if (refusal !== undefined) return `Denied: ${refusal}`
  return explanation ? explanationText(explanation).decision : 'Allowed: he may do everything, whatever policies say'
}

function statementLines({ explanation }: ExplainedCase): readonly string[] {
  if (!explanation) return []
  return explanationText(explanation).statements.flatMap(({ outcome, reasons }) => [
    '',
    plainText(outcome),
    ...reasons.map((reason) => `  ${plainText(reason)}`),
  ])
}

/** What programs are told of a case. */
export function caseJson({ case: one, allowed, explanation }: ExplainedCase): Json {
  const { action, resource, resourceTags, refusal, notes } = one
  return {
    allowed,
    action,
    resource,
    resourceTags: resourceTags?.map(({ key, value }) => ({ key, value })) ?? null,
    ...(refusal !== undefined && { refusal }),
    notes,
    explanation: explanation ? JSON.parse(JSON.stringify(explanation)) : null,
  }
}
