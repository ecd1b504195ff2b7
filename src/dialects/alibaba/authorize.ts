import assert from 'node:assert/strict'
import { principalLayers } from '../../access/policy/attached-policies.ts'
import { decide } from '../../access/policy/decide.ts'
import type { Decision } from '../../access/policy/decision.ts'
import type { Layer } from '../../access/policy/layer.ts'
import type { Principal } from '../../store/identity.ts'
import type { TaggedInstance } from '../../store/instance.ts'
import type { InstanceId, Tag } from '../../tags/tag.ts'
import { AccessDenied, deniedDetail } from './access-denied.ts'
import { actorOf } from './actor.ts'
import type { Call, Caller } from './call.ts'
import type { Permission } from './operation.ts'
import { type RamFacts, ramContext } from './policy/ram-context.ts'
import { ramPolicies } from './policy/ram-policies.ts'
import { ramPrincipals, ramResource } from './policy/ram-request.ts'
import { noTrust, trustLayer } from './policy/trust-layer.ts'
import { regionOfId } from './regions.ts'
import { instanceArn, type Target } from './targets.ts'

/** What permission depends on and only a look-up tells; undefined of an instance that does not exist. */
type Standing = Pick<TaggedInstance, 'region' | 'tags'> | undefined

/** A decision on one target, and all that it was made from. */
interface Finding {
  readonly instance: InstanceId | undefined
  readonly resource: string | undefined
  readonly facts: RamFacts
  readonly decision: Decision
}

const layersOf = principalLayers(ramPolicies)

/** A caller may name a resource at any length: what he is answered stays small. */
const resourceLengthMax = 512

/**
 * Decides as far as it can be done without a look-up: each target must be allowed. Those that depend on the tags or
 * the region of an instance are left in `call.undecided`; whoever reads or writes the instance asks {@link denialOn}.
 */
export function authorize(call: Call): AccessDenied | undefined {
  const { permission } = call.operation
  const layers = layersOf(call.caller.principal, call.caller.session)
  if (!permission || layers.length === 0) {
    call.decision = 'allow'
    return undefined
  }
  const targets = permission.targetsOf(call.input, call.account)
  const findings = targets.map((target) =>
    findOn(call, permission, layers, target, target.instance === undefined ? [] : 'unknown'),
  )
  call.undecided = targets.filter((_, index) => findings[index]?.decision.effect === 'undecided')
  return denialAmong(call, permission, findings)
}

/**
 * Decides on what {@link authorize} had to leave open. Ask it in the transaction that acts, before anything else
 * that could refuse: whether an instance exists is for those to know who may act on it.
 */
export function denialOn(call: Call, standingOf: (id: InstanceId) => Standing): AccessDenied | undefined {
  const { permission } = call.operation
  if (!permission || call.undecided.length === 0) return undefined
  const layers = layersOf(call.caller.principal, call.caller.session)
  const findings = call.undecided.map((target) => {
    const standing = target.instance === undefined ? undefined : standingOf(target.instance)
    const { instance, arn = arnOf(call, target, standing) } = target
    return findOn(call, permission, layers, { instance, arn }, standing?.tags ?? [])
  })
  return denialAmong(call, permission, findings)
}

/** Decides whether a role, if there is one, lets the caller do with it what the operation is for. @param arn of the role */
export function denialByTrust(call: Call, role: Principal | undefined, arn: string): AccessDenied | undefined {
  const { permission } = call.operation
  assert(permission)
  const principals = ramPrincipals(call.caller.principal)
  return denialAmong(call, permission, [
    findOn(call, permission, [role ? trustLayer(role) : noTrust], { arn }, [], principals),
  ])
}

/** An instance that does not exist is named as if it were where its id says that it is. */
function arnOf({ account }: Call, { instance = '*' }: Target, standing: Standing): string {
  return instanceArn(standing?.region ?? regionOfId(instance) ?? '*', account, instance)
}

function findOn(
  call: Call,
  permission: Permission,
  layers: readonly Layer[],
  { instance, arn: resource }: { readonly instance?: InstanceId | undefined; readonly arn: string | undefined },
  resourceTags: readonly Tag[] | 'unknown',
  principals?: readonly string[],
): Finding {
  const facts = factsOf(call, permission, resourceTags)
  const request = { action: permission.action, resource: ramResource(resource), context: ramContext(facts) }
  return { instance, resource, facts, decision: decide(layers, principals ? { ...request, principals } : request) }
}

function factsOf(call: Call, { requestTags, ownFacts }: Permission, resourceTags: RamFacts['resourceTags']): RamFacts {
  const facts = {
    at: call.at,
    sourceIp: call.request.remoteAddress,
    secureTransport: false, // the server itself speaks plain HTTP only
    mfaPresent: false,
    principalArn: principalArnOf(call.caller),
    requestTags: requestTags(call.input),
    resourceTags,
  }
  return ownFacts ? { ...facts, ...ownFacts(call.input, call) } : facts
}

/** Conditions know a role, and not its sessions. */
function principalArnOf({ principal, actor, session }: Caller): string {
  return session ? actorOf(principal) : actor
}

/** Of several denials, one that a statement makes comes first. */
function denialAmong(call: Call, permission: Permission, findings: readonly Finding[]): AccessDenied | undefined {
  const denied = findings.filter(isDenied)
  const finding = denied.find(({ decision }) => decision.deniedBy.length > 0) ?? denied[0]
  const isOpen = findings.some(({ decision }) => decision.effect === 'undecided')
  call.decision = finding ? 'deny' : isOpen ? 'none' : 'allow'
  if (!finding) return undefined
  const { requestId, access, operation, caller } = call
  const resource = finding.resource?.slice(0, resourceLengthMax)
  const diagnosis = access.sealDiagnosis(
    JSON.stringify({
      requestId,
      action: permission.name,
      session: caller.session,
      ...finding,
      resource,
      instance: finding.instance?.slice(0, resourceLengthMax),
    }),
  )
  return new AccessDenied(operation.product, deniedDetail(permission.name, caller, finding.decision, diagnosis))
}

function isDenied<F extends Finding>(finding: F): finding is F & { decision: { effect: 'deny' } } {
  return finding.decision.effect === 'deny'
}
