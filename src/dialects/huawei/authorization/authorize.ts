import assert from 'node:assert/strict'
import type { ChangeGuard } from '../../../store/store.ts'
import type { Call } from '../call.ts'
import { errors } from '../errors.ts'
import { nothingAsked } from '../policy/iam-context.ts'
import type { WireError } from '../wire-error.ts'
import { denialOf } from './denial.ts'
import { type Finding, findOn, type InstanceSeen } from './finding.ts'
import { identityOf } from './identity.ts'

/**
 * Refuses whom nothing could allow what he asks, whatever the body and the instance will be: he learns of neither. Where
 * it depends on them, the call is not permitted yet.
 */
export async function authorize(call: Call): Promise<WireError | undefined> {
  const { permission, access, asks } = call.operation
  const asksLater = access.resources === 'agency'
  if (permission && !asksLater) call.identity = await identityOf(call.caller, call.store)
  if (!permission || asksLater || call.identity.layers.length === 0) {
    call.permitted = true
    call.decision = 'allow'
    return undefined
  }
  const instance = access.resources === 'instance' ? 'unknown' : undefined
  const finding = findOn(call, { asked: asks ? 'unknown' : nothingAsked, instance })
  call.permitted = finding.decision.effect === 'allow'
  call.decision = decided(finding)
  return finding.decision.effect === 'deny' ? denialOf(call, finding) : undefined
}

/** Decides with the parameters known, where there is no instance to look up. */
export function authorizeInput(call: Call): WireError | undefined {
  return call.operation.access.resources === 'instance' ? undefined : denialOn(call, undefined)
}

/** Why the call may not act on its instance as it is now, if it may not. Stores may ask it inside a transaction. */
export function denialOn(call: Call, instance: InstanceSeen | undefined): WireError | undefined {
  if (call.permitted) return undefined
  const asked = call.operation.asks?.(call.input) ?? nothingAsked
  const finding = findOn(call, { asked, instance })
  assert.notEqual(finding.decision.effect, 'undecided', 'All is known by now')
  call.decision = decided(finding)
  return finding.decision.effect === 'allow' ? undefined : denialOf(call, finding)
}

function decided({ decision: { effect } }: Finding): Call['decision'] {
  return effect === 'undecided' ? 'none' : effect
}

/** {@link denialOn} with the instance as a change of its tags meets it. */
export function changeGuard(call: Call): ChangeGuard<WireError> | undefined {
  if (call.permitted) return undefined
  return (before) => {
    const instance = before.get(call.instanceId)
    return instance ? denialOn(call, instance) : errors.noSuchInstance
  }
}
