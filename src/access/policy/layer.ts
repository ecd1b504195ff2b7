import assert from 'node:assert/strict'
import { type Decision, implicitDenial } from './decision.ts'
import { type Policy, type PolicyKind, type Statement, selects } from './policy.ts'
import type { ActionNames } from './request.ts'

/** Policies of one kind that hold together: one of them has to allow a request, and none may deny it. */
export interface Layer {
  readonly kind: PolicyKind
  readonly policies: readonly Policy[]
  /** The statements about an action, in the order of the policies. */
  statementsFor(action: ActionNames): readonly Statement[]
  /** What is decided where no statement of it allows a request. */
  readonly denial: Decision
}

/** Makes a layer of policies of this kind, which may be none. Make it once for a principal, not for each request. */
export function createLayer(kind: PolicyKind, policies: readonly Policy[]): Layer {
  for (const policy of policies) assert.equal(policy.kind, kind, `Policy ${policy.name} is of another kind`)
  const statements = policies.flatMap((policy) => policy.statements)
  const known = new WeakMap<ActionNames, readonly Statement[]>()
  return {
    kind,
    policies,
    denial: implicitDenial(kind),
    statementsFor(action) {
      const remembered = known.get(action)
      if (remembered) return remembered
      const found = statements.filter((statement) => isAbout(statement, action))
      known.set(action, found)
      return found
    },
  }
}

/** Whether a statement is about an action by the names that the action has in its policy language. */
export function isAbout(statement: Statement, action: ActionNames): boolean {
  const names = action[statement.version]
  return names !== undefined && selects(statement.action, names)
}
