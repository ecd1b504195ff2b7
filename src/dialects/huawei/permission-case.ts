import { principalLayers } from '../../access/policy/attached-policies.ts'
import type { ActionNames, ResourceNames } from '../../access/policy/request.ts'
import type { Tenant } from '../../store/identity.ts'
import type { StoreReader } from '../../store/store.ts'
import type { Tag } from '../../tags/tag.ts'
import type { PermissionCase, PermissionQuestion } from '../permission-rules.ts'
import { actorOf, userNameOf } from './actor.ts'
import type { Operation } from './operation.ts'
import { type IamFacts, iamContext } from './policy/iam-context.ts'
import { version50 } from './policy/iam-grammar.ts'
import { iamPolicies } from './policy/iam-policies.ts'
import { realm } from './realm.ts'
import { services } from './services.ts'

/** An action, and what it is needed on, as `Operation` has both. */
export interface Needed {
  readonly action: string
  readonly names: ActionNames
  readonly service: Operation['service']
  readonly resources: Operation['access']['resources']
}

const layersOf = principalLayers(iamPolicies)

/** What is known of the resource. */
export interface Found {
  readonly resource: ResourceNames
  readonly project: Tenant | undefined
  /** Absent where it can have none. */
  readonly tags?: readonly Tag[]
  readonly enterpriseProjectId?: string
}

/** One resource of a question. */
export async function caseOf(
  { action, names, service }: Needed,
  question: PermissionQuestion,
  store: StoreReader,
  found: Found,
): Promise<PermissionCase> {
  const { principal, session } = question
  const resourceTags = question.resourceTags ?? found.tags
  const domains = await store.listAccounts(realm)
  const domainName = domains.find(({ id }) => id === principal.account)?.name ?? ''
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
