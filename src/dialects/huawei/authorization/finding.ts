import assert from 'node:assert/strict'
import { decide } from '../../../access/policy/decide.ts'
import type { Decision } from '../../../access/policy/decision.ts'
import type { ResourceNames } from '../../../access/policy/request.ts'
import type { TaggedInstance } from '../../../store/instance.ts'
import { userNameOf } from '../actor.ts'
import type { Call } from '../call.ts'
import { detailsOf } from '../instances/details.ts'
import { type AskedFacts, type IamFacts, type InstanceFacts, iamContext } from '../policy/iam-context.ts'
import { type AgencyNames, agencyResource, anyResource, instanceResource } from '../policy/iam-request.ts'
import { services } from '../services.ts'

/** What conditions and resource patterns look at of an instance. */
export type InstanceSeen = Pick<TaggedInstance, 'name' | 'tags' | 'details'>

/** What is known of a call so far. */
interface Known {
  /** `unknown` before the body is read. */
  readonly asked: AskedFacts | 'unknown'
  /** `unknown` before it is looked up; absent where the call is about none. */
  readonly instance?: InstanceSeen | 'unknown' | undefined
  /** The agency that the call is about, if it is. */
  readonly agency?: AgencyNames
}

/** A decision, and all that it was made from. */
export interface Finding {
  readonly resource: ResourceNames
  readonly facts: IamFacts
  readonly decision: Decision
}

/** Decides on a call, by what is known of it. */
export function findOn(call: Call, known: Known): Finding {
  const { permission, name } = call.operation
  assert(permission, `${name} needs no permission`)
  const resource = resourceOf(call, known)
  const facts = factsOf(call, known)
  const request = { action: permission, resource, context: iamContext(facts) }
  return { resource, facts, decision: decide(call.identity.layers, request) }
}

function resourceOf({ project, instanceId: id }: Call, { instance, agency }: Known): ResourceNames {
  if (agency) return agencyResource(agency)
  if (!instance) return anyResource
  const { region, domainId } = project
  return instanceResource({ region, domainId, id, name: instance === 'unknown' ? undefined : instance.name })
}

function factsOf(call: Call, { asked, instance }: Known): IamFacts {
  const { principal, actor } = call.caller
  const { domainName } = call.identity
  const { service } = call.operation
  return {
    at: call.at,
    sourceIp: call.request.remoteAddress,
    userId: principal.id,
    userName: userNameOf(principal, domainName),
    domainId: principal.account,
    domainName,
    principalUrn: actor,
    ...(service === 'dds' && { projectName: call.project.name }),
    serviceName: services[service].name,
    mfaPresent: false,
    asked,
    instance: instance === 'unknown' ? instance : instanceFacts(instance),
  }
}

function instanceFacts(instance: InstanceSeen | undefined): InstanceFacts {
  if (!instance) return { tags: [] }
  return { tags: instance.tags, enterpriseProjectId: detailsOf(instance).enterprise_project_id }
}
