import { principalLayers } from '../../access/policy/attached-policies.ts'
import type { Tag } from '../../tags/tag.ts'
import type { PermissionCase, PermissionQuestion } from '../permission-rules.ts'
import { actorOf } from './actor.ts'
import type { Needed } from './needed.ts'
import { type RamFacts, ramContext } from './policy/ram-context.ts'
import { ramPolicies } from './policy/ram-policies.ts'
import { ramResource } from './policy/ram-request.ts'

const layersOf = principalLayers(ramPolicies)

/** One resource of a question. @param storedTags of the resource; absent where it can have none */
export function caseOf(
  { action, names }: Needed,
  question: PermissionQuestion,
  resource: string,
  storedTags?: readonly Tag[],
): PermissionCase {
  const resourceTags = question.resourceTags ?? storedTags
  return {
    action,
    resource,
    ...(resourceTags && { resourceTags }),
    request: {
      action: names,
      resource: ramResource(resource),
      context: ramContext(factsOf(question, resourceTags ?? [])),
    },
    layers: layersOf(question.principal, question.session),
    notes: [],
  }
}

function factsOf(question: PermissionQuestion, resourceTags: readonly Tag[]): RamFacts {
  const { at, sourceIp, principal, requestTags, externalId } = question
  return {
    at,
    sourceIp,
    secureTransport: false, // as in a call: the server itself speaks plain HTTP only
    mfaPresent: false,
    principalArn: actorOf(principal),
    requestTags,
    resourceTags,
    ...(externalId !== undefined && { externalId }),
  }
}
