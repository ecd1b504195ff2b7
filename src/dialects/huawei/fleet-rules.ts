import type { Tenant } from '../../store/identity.ts'
import type { TaggedInstance } from '../../store/instance.ts'
import type { StoreReader } from '../../store/store.ts'
import type { Tag } from '../../tags/tag.ts'
import { denialOf } from '../denial-of.ts'
import type { FleetCaller, FleetPermissions, FleetRules, PasswordProof, SignInContext } from '../fleet-rules.ts'
import { actorOf } from './actor.ts'
import { domainNameOf } from './authorization/identity.ts'
import { actionDenied, errors, rejections } from './errors.ts'
import { signIn } from './iam/sign-in.ts'
import { detailsOf } from './instances/details.ts'
import { type Needed, neededBy } from './needed.ts'
import { batchTagAction } from './operations/dds/batch-tag-action.ts'
import { listInstanceTags } from './operations/dds/list-instance-tags.ts'
import { listInstances } from './operations/dds/list-instances.ts'
import { passwordAttemptsOf } from './password-attempts.ts'
import { caseOf, type Found } from './permission-case.ts'
import { anyResource, instanceResource } from './policy/iam-request.ts'
import { projectOf } from './project.ts'
import { servedOperations } from './served-operations.ts'
import { tagRules } from './tag-rules.ts'

/** DDS: a project is a tenant, in one region. */
export const fleetRules: FleetRules = {
  words: {
    en: {
      cloud: 'Huawei Cloud',
      product: 'Document Database Service',
      instance: 'DB Instance',
      tenant: 'Project',
      region: 'Region',
      tagKey: 'Tag key',
      tagValue: 'Tag value',
    },
    zh: {
      cloud: '华为云',
      product: '文档数据库服务 DDS',
      instance: '数据库实例',
      tenant: '项目',
      region: '区域',
      tagKey: '标签键',
      tagValue: '标签值',
    },
  },
  tagRules,
  keyRefusal: errors.tagKey,
  valueRefusal: errors.tagValue,
  rejections,
  operations: servedOperations,
  regionsOf: (tenant) => [projectOf(tenant).region],
  tagsPerInstanceMax: (tenant) => projectOf(tenant).tagsPerInstanceMax,
  actorOf,
  permissionsOf,
  signIn: ({ account, user, password }: PasswordProof, { remoteAddress, ...context }: SignInContext) => {
    const passwordAttempts = passwordAttemptsOf(context.access)
    const call = { ...context, context: { passwordAttempts }, request: { remoteAddress } }
    return signIn(call, { name: user, password, domain: { name: account } })
  },
}

const listing = neededBy(listInstances)
const reading = neededBy(listInstanceTags)
const tagging = neededBy(batchTagAction)

/** What a change asks of conditions. */
interface Asked {
  readonly requestTags: readonly Tag[]
  readonly tagKeys: readonly string[]
}

const nothing: Asked = { requestTags: [], tagKeys: [] }

/** Decided as ListInstances, ListInstanceTags and the two actions of BatchTagAction are. */
async function permissionsOf(caller: FleetCaller, store: StoreReader): Promise<FleetPermissions> {
  const domainName = await domainNameOf(caller.principal, store)
  const denial = (needed: Needed, found: Found, asked = nothing) => {
    const question = { ...caller, ...asked, action: needed.action, context: new Map() }
    return denialOf(caseOf(needed, question, domainName, found), actionDenied(needed.action, ''))
  }
  const onChange = (project: Tenant, instance: TaggedInstance, asked: Asked) =>
    denial(tagging, foundOf(project, instance), asked)
  return {
    denialOfList: (project) => denial(listing, { resource: anyResource, project }),
    denialOfRead: (project) => denial(reading, { resource: anyResource, project }),
    denialOfChange(project, instance, { set, unset }) {
      const denied = set.length > 0 ? onChange(project, instance, { requestTags: set, tagKeys: [] }) : undefined
      return denied ?? (unset.length > 0 ? onChange(project, instance, { requestTags: [], tagKeys: unset }) : undefined)
    },
  }
}

function foundOf(project: Tenant, instance: TaggedInstance): Found {
  const { id, name, tags } = instance
  const enterpriseProjectId = detailsOf(instance).enterprise_project_id
  return {
    resource: instanceResource({ region: project.region, domainId: project.account, id, name }),
    project,
    tags,
    enterpriseProjectId,
  }
}
