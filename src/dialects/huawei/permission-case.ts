import { principalLayers } from '../../access/policy/attached-policies.ts'
import type { ResourceNames } from '../../access/policy/request.ts'
import type { Tenant } from '../../store/identity.ts'
import type { Tag } from '../../tags/tag.ts'
import type { PermissionCase, PermissionQuestion } from '../permission-rules.ts'
import { actorOf, userNameOf } from './actor.ts'
import type { Needed } from './needed.ts'
import { type IamFacts, iamContext } from './policy/iam-context.ts'
import { version50 } from './policy/iam-grammar.ts'
import { iamPolicies } from './policy/iam-policies.ts'
import { services } from './services.ts'

const layersOf = principalLayers(iamPolicies)

/** What is known of the resource. */
export interface Found {
  readonly resource: ResourceNames
  readonly project: Tenant | undefined
  /** Absent where it can have none. */
  readonly tags?: readonly Tag[]
  readonly enterpriseProjectId?: string
}

/** One resource of a question. @param domainName of the principal's domain */
export function caseOf(
  { action, names, service }: Needed,
  question: PermissionQuestion,
  domainName: string,
  found: Found,
): PermissionCase {
  const { principal, session } = question
  const resourceTags = question.resourceTags ?? found.tags
  const facts = {
    ...factsOf(question, found, resourceTags ?? []),
    domainName,
    userName: userNameOf(principal, domainName),
    serviceName: services[service].name,
  }
  return {
    action,
    resource: found.resource[version50] ?? '*',
    ...(resourceTags && { resourceTags }),
    request: { action: names, resource: found.resource, context: iamContext(facts) },
    layers: layersOf(principal, session),
    notes: found.project || service !== 'dds' ? [] : ['No project is given: "g:ProjectName" is absent'],
  }
}

function factsOf(
  { at, sourceIp, principal, session, requestTags, tagKeys }: PermissionQuestion,
  { project, enterpriseProjectId }: Found,
  tags: readonly Tag[],
): Omit<IamFacts, 'domainName' | 'userName' | 'serviceName'> {
  return {
    at,
    sourceIp,
    userId: principal.id,
    domainId: principal.account,
    principalUrn: actorOf(principal, session),
    ...(project && { projectName: project.name }),
    mfaPresent: false,
    asked: { tags: requestTags, tagKeys: [...requestTags.map(({ key }) => key), ...tagKeys] },
    instance: { tags, ...(enterpriseProjectId !== undefined && { enterpriseProjectId }) },
  }
}
