import { decide, isAboutPrincipal, isAboutResource, meets } from './decide.ts'
import type { Decision } from './decision.ts'
import { isAbout, type Layer } from './layer.ts'
import type { Condition, Effect, PolicyKind, Selection, Statement, StatementId } from './policy.ts'
import type { Found, Request, Truth } from './request.ts'

/** A decision with what each statement of each policy contributed to it. */
export interface Explanation {
  readonly decision: Decision
  readonly statements: readonly StatementExplanation[]
}

/** What of a statement fits a request. It applies if all of it does. */
export interface StatementExplanation {
  readonly id: StatementId
  readonly kind: PolicyKind
  readonly effect: Effect
  readonly applies: Truth
  readonly principal: boolean
  readonly action: SelectionExplanation
  /** Absent where the statement is about every resource. */
  readonly resource?: SelectionExplanation
  readonly conditions: readonly ConditionExplanation[]
}

export interface SelectionExplanation {
  readonly element: 'Action' | 'NotAction' | 'Resource' | 'NotResource'
  readonly patterns: readonly string[]
  readonly matches: Truth
}

export interface ConditionExplanation {
  readonly operator: string
  readonly key: string
  readonly wanted: readonly string[]
  readonly found: Found
  readonly holds: Truth
}

/** Decides as {@link decide} does, and says why. Takes longer: not for the way of each request. */
export function explain(layers: readonly Layer[], request: Request): Explanation {
  const statements = layers.flatMap((layer) =>
    layer.policies.flatMap((policy) =>
      policy.statements.map((statement) => explainStatement(layer.kind, statement, request)),
    ),
  )
  return { decision: decide(layers, request), statements }
}

function explainStatement(kind: PolicyKind, statement: Statement, request: Request): StatementExplanation {
  const { id, effect } = statement
  const principal = isAboutPrincipal(statement, request)
  const action = isAbout(statement, request.action)
  const resource = isAboutResource(statement, request)
  const conditions = statement.conditions.map((condition) => explainCondition(condition, request))
  return {
    id,
    kind,
    effect,
    applies: all([principal, action, resource, ...conditions.map(({ holds }) => holds)]),
    principal,
    action: explainSelection('Action', statement.action, action),
    ...(statement.resource && { resource: explainSelection('Resource', statement.resource, resource) }),
    conditions,
  }
}

function explainSelection(
  element: 'Action' | 'Resource',
  { patterns, inverted }: Selection,
  matches: Truth,
): SelectionExplanation {
  return { element: inverted ? `Not${element}` : element, patterns, matches }
}

function explainCondition(condition: Condition, request: Request): ConditionExplanation {
  const { operatorName, key, wanted } = condition
  return { operator: operatorName, key, wanted, found: request.context.values(key), holds: meets(condition, request) }
}

function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false
  return truths.includes('unknown') ? 'unknown' : true
}
