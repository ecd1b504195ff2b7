import { type Command, InvalidArgumentError } from 'commander'
import { compilePolicy } from '../../access/policy/compile-policy.ts'
import type { PermissionQuestion } from '../../dialects/permission-rules.ts'
import type { Tag } from '../../tags/tag.ts'
import { UsageError } from '../listen-address.ts'
import { closestText } from './closest-text.ts'
import { collect } from './collect.ts'
import { explainMessage } from './explain-message.ts'
import { findCaller } from './find-holder.ts'
import type { Caller } from './holder.ts'
import type { Identities } from './identities.ts'
import { readDocument } from './read-document.ts'
import { readPair } from './read-pair.ts'
import type { Report } from './report.ts'
import { type AccessOptions, onIdentities, subcommand } from './subcommand.ts'
import { explainCases, verdictReport } from './verdict.ts'

interface ExplainOptions extends AccessOptions {
  readonly message?: string
  readonly as?: string
  readonly action?: string
  readonly resource: readonly string[]
  readonly requestTag: readonly string[]
  readonly tagKey: readonly string[]
  readonly resourceTag: readonly string[]
  readonly untagged: boolean
  readonly sourceIp: string
  readonly time?: number
  readonly externalId?: string
  readonly context: readonly string[]
  readonly sessionPolicy?: string
}

export function explainCommand(): Command {
  return subcommand('explain', 'Say whether somebody may do something, and why; or why a call was denied', [
    'explain --as user/ops --action kvstore:UntagResources --resource r-bp1example0000005',
    'explain --as ops --action TagResources --resource r-bp1example0000001 --request-tag owner=li.na',
    'explain --as ops --action dds:instance:setTag --resource cc6345c64cec47499182467ea0dd432ain02 --tag-key env',
    'explain --message EncodedDiagnosticMessage',
    'explain --message - < error-reply.json',
  ])
    .option('--message <text>', 'the sealed message of a denial, or a whole error reply; - for stdin')
    .option('--as <principal>', 'who asks: a user, a role, an account, or the id of an access key')
    .option('--action <action>', 'what for: an action, or the name of an operation')
    .option('--resource <resource>', 'on what: an id, an ARN or URN, a region, a role; may be repeated', collect, [])
    .option('--request-tag <key=value>', 'a tag that the call attaches; may be repeated', collect, [])
    .option('--tag-key <key>', 'a key that the call names; may be repeated', collect, [])
    .option('--resource-tag <key=value>', 'a tag of the resource, in the place of those it has; repeated', collect, [])
    .option('--untagged', 'as if the resource had no tags', false)
    .option('--source-ip <address>', 'address of the caller', '127.0.0.1')
    .option('--time <time>', 'when, as 2026-01-31T08:00:00Z; now otherwise', time)
    .option('--external-id <id>', 'of a call that assumes a role')
    .option('--context <key=value>', 'any other condition key; repeated, also for more values of a key', collect, [])
    .option('--session-policy <file>', 'the policy that narrows temporary credentials')
    .addHelpText('after', '\nExit status: 0 if it is allowed, 3 if it is denied, 1 if the question cannot be answered')
    .action((options: ExplainOptions) => onIdentities(options, (identities) => explain(identities, options)))
}

/** @throws InvalidArgumentError */
function time(text: string): number {
  const at = Date.parse(text)
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(at)) return at
  throw new InvalidArgumentError('Give a time like 2026-01-31T08:00:00Z.')
}

async function explain(identities: Identities, options: ExplainOptions): Promise<Report> {
  const { message, as, action, resource: resources } = options
  if (message !== undefined) return explainMessage(identities, message)
  if (as === undefined || action === undefined) throw new UsageError('Say who and what: --as PRINCIPAL --action ACTION')
  const caller = await findCaller(identities, as)
  checkAction(caller, action)
  const question = await questionFrom(caller, action, options)
  const questions = resources.length === 0 ? [question] : resources.map((resource) => ({ ...question, resource }))
  const cases = await Promise.all(questions.map((each) => explainCases(identities, caller, each)))
  return verdictReport(caller, cases.flat())
}

/** @throws UsageError naming the action that was meant, if `action` is a slip of one */
function checkAction({ module }: Caller, action: string): void {
  const { actions } = module.identities.permissions
  const wanted = action.toLowerCase()
  if (actions.some((name) => `:${name.toLowerCase()}`.endsWith(`:${wanted}`))) return
  const ending = closestText(action, actions.map(endOf))
  const slip = closestText(action, actions) ?? actions.find((name) => endOf(name) === ending)
  if (slip !== undefined) throw new UsageError(`No operation needs "${action}"; did you mean ${slip}?`)
}

/** `UntagResources` of `kvstore:UntagResources` */
function endOf(action: string): string {
  return action.slice(action.lastIndexOf(':') + 1)
}

async function questionFrom(caller: Caller, action: string, options: ExplainOptions): Promise<PermissionQuestion> {
  const { requestTag, tagKey, sourceIp, time: at = Date.now(), externalId, context, sessionPolicy } = options
  const resourceTags = resourceTagsFrom(options)
  return {
    principal: caller.principal,
    action,
    at,
    sourceIp,
    requestTags: tagsFrom('--request-tag', requestTag),
    tagKeys: tagKey,
    ...(resourceTags && { resourceTags }),
    ...(externalId !== undefined && { externalId }),
    context: contextFrom(context),
    ...(sessionPolicy !== undefined && { session: { policy: await sessionPolicyFrom(caller, sessionPolicy) } }),
  }
}

/** Undefined where they are as stored. */
function resourceTagsFrom({ resourceTag, untagged }: ExplainOptions): readonly Tag[] | undefined {
  if (untagged && resourceTag.length > 0) throw new UsageError('--untagged and --resource-tag exclude each other')
  return untagged || resourceTag.length > 0 ? tagsFrom('--resource-tag', resourceTag) : undefined
}

function tagsFrom(option: string, texts: readonly string[]): readonly Tag[] {
  return texts.map((text) => readPair(option, text)).map(([key, value]) => ({ key, value }))
}

function contextFrom(texts: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const pairs = Map.groupBy(
    texts.map((text) => readPair('--context', text)),
    ([key]) => key,
  )
  return new Map([...pairs].map(([key, values]) => [key, values.map(([, value]) => value)]))
}

function sessionPolicyFrom({ module }: Caller, path: string) {
  const { sessionGrammarOf } = module.identities.attachable
  return readDocument(path, (document) => {
    const compilation = compilePolicy(sessionGrammarOf(document as never), 'session policy', document)
    return 'problems' in compilation ? compilation.problems : []
  })
}
