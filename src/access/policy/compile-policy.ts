import { parseStrictJson } from '../strict-json.ts'
import { compileConditions } from './compile-condition.ts'
import { compilePrincipals } from './compile-principals.ts'
import { compileSelection } from './compile-selection.ts'
import type { Decision } from './decision.ts'
import type { Grammar } from './grammar.ts'
import { type JsonObject, member, Place, type PolicyProblem } from './place.ts'
import type { Effect, Policy, Statement, StatementId } from './policy.ts'

/** A policy, or all that is wrong with its document. */
export type Compilation = { readonly policy: Policy } | { readonly problems: readonly PolicyProblem[] }

/**
 * Reads a document strictly: what the grammar does not know is refused, never passed over.
 * @param name what the policy is called in decisions
 * @param document parsed JSON
 */
export function compilePolicy(grammar: Grammar, name: string, document: unknown): Compilation {
  const place = new Place()
  // First: what is read below takes its time.
  if ((JSON.stringify(document) ?? '').length > grammar.documentLengthMax) return tooLong(grammar, place)
  const statements = compileDocument(grammar, name, document, place) ?? []
  if (place.problems.length > 0) return { problems: place.problems }
  return { policy: { name, kind: grammar.kind, statements } }
}

/** As {@link compilePolicy}, of JSON text; its blanks count too. */
export function compilePolicyText(grammar: Grammar, name: string, text: string): Compilation {
  const place = new Place()
  if (text.length > grammar.documentLengthMax) return tooLong(grammar, place)
  const document = parseStrictJson(text)
  if (document !== undefined) return compilePolicy(grammar, name, document)
  place.refuse('Write the policy as JSON, each member of an object once')
  return { problems: place.problems }
}

function tooLong({ documentLengthMax }: Grammar, place: Place): Compilation {
  place.refuse(`Shorten the policy to ${documentLengthMax} characters`)
  return { problems: place.problems }
}

function compileDocument(grammar: Grammar, name: string, value: unknown, place: Place): Statement[] | undefined {
  const document = place.object(value, 'the policy')
  if (!document) return undefined
  place.only(document, ['Version', 'Statement'], 'a policy')
  if (member(document, 'Version') !== grammar.version) place.at('Version').refuse(`Set Version to "${grammar.version}"`)
  const list = member(document, 'Statement')
  const at = place.at('Statement')
  if (!Array.isArray(list) || list.length === 0) return at.refuse('Write Statement as a list of one statement or more')
  if (list.length > grammar.statementsMax) return at.refuse(`Write at most ${grammar.statementsMax} statements`)
  return list.flatMap((each, index) => compileStatement(grammar, { policy: name, index }, each, at.at(index)) ?? [])
}

function compileStatement(grammar: Grammar, id: StatementId, value: unknown, place: Place): Statement | undefined {
  const statement = place.object(value, 'a statement')
  if (!statement) return undefined
  place.only(statement, elementsOf(grammar), `a statement of version ${grammar.version}`)
  const sid = readSid(statement, place)
  const effect = readEffect(statement, place)
  const action = compileSelection(grammar.action, 'Action', grammar, statement, place)
  const resource = grammar.resource && compileSelection(grammar.resource, 'Resource', grammar, statement, place)
  const principals = grammar.principal && compilePrincipals(grammar.principal, grammar, statement, place)
  const conditions = compileConditions(grammar.condition, grammar, statement, place)
  if (!effect || !action) return undefined
  const named = sid === undefined ? id : { ...id, sid }
  return {
    id: named,
    effect,
    version: grammar.version,
    action,
    ...(resource && { resource }),
    ...(principals && { principals }),
    conditions,
    decision: decisionOf(effect, named, grammar),
  }
}

function elementsOf({ sid, action, resource, principal }: Grammar): string[] {
  return [
    ...(sid ? ['Sid'] : []),
    'Effect',
    ...(principal ? ['Principal'] : []),
    ...(action.invertible ? ['Action', 'NotAction'] : ['Action']),
    ...(resource ? (resource.invertible ? ['Resource', 'NotResource'] : ['Resource']) : []),
    'Condition',
  ]
}

const sidLengthMax = 128

function readSid(statement: JsonObject, place: Place): string | undefined {
  const sid = member(statement, 'Sid')
  if (sid === undefined || (typeof sid === 'string' && sid.length <= sidLengthMax)) return sid
  return place.at('Sid').refuse(`Write Sid as a text of at most ${sidLengthMax} characters`)
}

function readEffect(statement: JsonObject, place: Place): Effect | undefined {
  const effect = member(statement, 'Effect')
  if (effect === 'Allow' || effect === 'Deny') return effect
  return place.at('Effect').refuse('Set Effect to "Allow" or "Deny"')
}

function decisionOf(effect: Effect, id: StatementId, { kind }: Grammar): Decision {
  return effect === 'Allow' ? { effect: 'allow', allowedBy: [id] } : { effect: 'deny', deniedBy: [id], layer: kind }
}
