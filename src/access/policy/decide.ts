import assert from 'node:assert/strict'
import { type Decision, undecided } from './decision.ts'
import type { Layer } from './layer.ts'
import { satisfies } from './operator.ts'
import { type Condition, type Statement, selectsName } from './policy.ts'
import type { Request, Truth } from './request.ts'

/**
 * Decides on a request: one statement that denies it, in any layer, denies it; otherwise each layer has to allow it.
 *
 * Decide before the resource is looked up, with a context that answers `unknown` for what the look-up will tell (and a
 * resource whose name is undefined, if that is part of it). Anything but `undecided` is final then: no value still to
 * come could change the effect. Where it is `undecided`, decide again with all known, in the transaction that acts.
 * @param layers at least one; an identity without policies has a layer without policies
 */
export function decide(layers: readonly Layer[], request: Request): Decision {
  let lacking: Layer | undefined
  let depends = false
  let allowed: Decision | undefined
  for (const layer of layers) {
    const finding = judge(layer, request)
    if (finding === undefined) lacking ??= layer
    else if (finding === 'unknown') depends = true
    else if (finding.effect === 'Deny') return finding.decision
    else allowed = join(allowed, finding)
  }
  if (lacking) return lacking.denial
  if (depends) return undecided
  assert(allowed, 'Decide on at least one layer')
  return allowed
}

/** The statement that decides in a layer; undefined if nothing there could allow the request. */
function judge(layer: Layer, request: Request): Statement | 'unknown' | undefined {
  let allowing: Statement | undefined
  let mayAllow = false
  let mayDeny = false
  for (const statement of layer.statementsFor(request.action)) {
    if (allowing && statement.effect === 'Allow') continue
    const truth = applies(statement, request)
    if (truth === false) continue
    if (statement.effect === 'Allow') {
      if (truth === true) allowing = statement
      else mayAllow = true
    } else if (truth === true) return statement
    else mayDeny = true
  }
  if (allowing) return mayDeny ? 'unknown' : allowing
  return mayAllow ? 'unknown' : undefined
}

function join(before: Decision | undefined, { id, decision }: Statement): Decision {
  return before?.effect === 'allow' ? { effect: 'allow', allowedBy: [...before.allowedBy, id] } : decision
}

/** Whether a statement that is about the action is about the rest of the request too. */
function applies(statement: Statement, request: Request): Truth {
  if (!isAboutPrincipal(statement, request)) return false
  let truth = isAboutResource(statement, request)
  for (const condition of statement.conditions) {
    if (truth === false) return false
    const holds = meets(condition, request)
    if (holds !== true) truth = holds
  }
  return truth
}

/** Whether a statement is about one of the names that the caller goes by, or names nobody. */
export function isAboutPrincipal({ principals }: Statement, request: Request): boolean {
  return principals === undefined || (request.principals?.some((name) => principals.has(name)) ?? false)
}

/** Whether a statement is about the resource. */
export function isAboutResource({ resource, version }: Statement, request: Request): Truth {
  return resource ? selectsName(resource, request.resource[version]) : true
}

/** Whether a condition holds for a request. */
export function meets({ operator, key, tests }: Condition, { context }: Request): Truth {
  return satisfies(operator, tests, context.values(key))
}
