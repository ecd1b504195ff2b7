import type { Decision } from './decision.ts'
import type { Operator, ValueTest } from './operator.ts'
import type { Truth, Version } from './request.ts'
import type { Matcher } from './wildcard.ts'

/** What a policy is attached to: temporary keys, an identity, or a role that others assume. */
export type PolicyKind = 'session' | 'identity' | 'trust'

export type Effect = 'Allow' | 'Deny'

/** A policy, ready to decide with. */
export interface Policy {
  readonly name: string
  readonly kind: PolicyKind
  readonly statements: readonly Statement[]
}

/** Which statement: the name of its policy, its place in it from 0, and its `Sid` if it has one. */
export interface StatementId {
  readonly policy: string
  readonly index: number
  readonly sid?: string
}

export interface Statement {
  readonly id: StatementId
  readonly effect: Effect
  readonly version: Version
  readonly action: Selection
  /** Absent where the statement is about every resource. */
  readonly resource?: Selection
  /** Who it is about; absent where the policy is attached to him. */
  readonly principals?: ReadonlySet<string>
  /** All of them must hold. */
  readonly conditions: readonly Condition[]
  /** What is decided where this statement alone decides. */
  readonly decision: Decision
}

/** What a statement is about: whatever one of the patterns matches, or all but that. */
export interface Selection {
  readonly patterns: readonly string[]
  readonly matchers: readonly Matcher[]
  /** Whether it is written as `NotAction` or `NotResource`. */
  readonly inverted: boolean
  /** Whether one of the patterns matches every text. */
  readonly everything: boolean
}

/** A condition key under an operator, with the values that the policy writes. */
export interface Condition {
  readonly operatorName: string
  readonly operator: Operator
  readonly key: string
  readonly wanted: readonly string[]
  readonly tests: readonly ValueTest[]
}

/** Whether a selection covers what goes by these names; one match is enough. */
export function selects(selection: Selection, names: readonly string[]): boolean {
  return names.some((name) => selection.matchers.some((matches) => matches(name))) !== selection.inverted
}

/** As {@link selects}, for one name that may not be known yet. */
export function selectsName(selection: Selection, name: string | undefined): Truth {
  if (selection.everything) return !selection.inverted
  if (name === undefined) return 'unknown'
  for (const matches of selection.matchers) if (matches(name)) return !selection.inverted
  return selection.inverted
}
