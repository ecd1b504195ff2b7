import type { Operator, Unreadable } from './operator.ts'
import type { PolicyKind } from './policy.ts'
import type { Version } from './request.ts'
import type { Matcher } from './wildcard.ts'

/** The rules of a policy language for one kind of policy. Where they are silent, `Infinity` stands for no limit. */
export interface Grammar {
  /** What the element `Version` says. */
  readonly version: Version
  readonly kind: PolicyKind
  /** Of the document written as JSON without blanks. */
  readonly documentLengthMax: number
  readonly statementsMax: number
  /** Whether a statement may have a name of its own, the element `Sid`. */
  readonly sid: boolean
  /** Whether one text may stand where a list of texts may. */
  readonly single: boolean
  readonly action: SelectionRule
  /** Absent where statements name no resource. */
  readonly resource?: SelectionRule
  /** Absent where statements name no principal; where they may, each has to. */
  readonly principal?: PrincipalRule
  readonly condition: ConditionRule
}

/** The rules of `Action` and `NotAction`, or of `Resource` and `NotResource`. */
export interface SelectionRule {
  readonly required: boolean
  /** Whether there is a form with `Not`. */
  readonly invertible: boolean
  readonly countMax: number
  readonly lengthMax: number
  readonly read: (pattern: string) => Matcher | Unreadable
}

/** The rules of `Principal`, an object of lists. */
export interface PrincipalRule {
  /** The member names, and whether a text may stand in their lists. */
  readonly members: Readonly<Record<string, (text: string) => Unreadable | undefined>>
}

/** The rules of `Condition`. */
export interface ConditionRule {
  readonly operators: ReadonlyMap<string, Operator>
  readonly operatorsMax: number
  /** Of one operator. */
  readonly keysMax: number
  readonly valueLengthMin: number
  readonly valueLengthMax: number
  /** Whether a JSON number, `true` and `false` may stand for the text that they are written as. */
  readonly plainValues: boolean
  /** Keys that a document must not name. */
  readonly refuseKey?: (key: string) => Unreadable | undefined
}

/** How the caller goes by in `Principal`: the member and the text there. */
export function principalName(member: string, text: string): string {
  return `${member} ${text}`
}
