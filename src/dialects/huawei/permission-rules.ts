import type { Principal, Tenant } from '../../store/identity.ts'
import type { TaggedInstance } from '../../store/instance.ts'
import type { StoreReader } from '../../store/store.ts'
import type { Objection } from '../identity-rules.ts'
import type { PermissionCase, PermissionQuestion, PermissionRules } from '../permission-rules.ts'
import { domainNameOf } from './authorization/identity.ts'
import { readDiagnosis } from './diagnosis.ts'
import { assumptionBy } from './iam/agency-trust.ts'
import { detailsOf } from './instances/details.ts'
import { type Needed, neededBy } from './needed.ts'
import { operations } from './operations.ts'
import { caseOf } from './permission-case.ts'
import { type AgencyNames, agencyResource, anyResource, instanceResource } from './policy/iam-request.ts'
import { realm } from './realm.ts'

/** By the names of actions of 5.0 and of operations; those of 1.1 may each stand for several. */
const needed = new Map<string, Needed>()
const neededIn11 = new Map<string, Set<string>>()
for (const operation of operations) {
  if (!operation.permission) continue
  const one = neededBy(operation)
  const { action } = one
  const { action11 = action } = operation.access
  needed.set(operation.name.toLowerCase(), one).set(action.toLowerCase(), one)
  neededIn11.set(action11.toLowerCase(), (neededIn11.get(action11.toLowerCase()) ?? new Set()).add(action))
}

/** How calls of the services served here are decided on, outside of a call. */
export const permissionRules: PermissionRules = {
  actions: [...new Set([...needed.values()].map(({ action }) => action))].sort(),
  async casesOf(question, store) {
    const one = findNeeded(question.action)
    if ('objection' in one) return one
    const tenants = await store.listTenants(realm, question.principal.account)
    if (one.resources === 'instance') return casesOfInstance(one, question, tenants, store)
    if (one.resources === 'agency') return casesOfAgency(one, question, store)
    if ((question.resource ?? '*') !== '*') {
      return { objection: `${one.action} is about no resource in particular; leave it out` }
    }
    return [
      caseOf(one, question, await domainNameOf(question.principal, store), {
        resource: anyResource,
        project: onlyOne(tenants),
      }),
    ]
  },
  readDiagnosis,
}

function findNeeded(action: string): Needed | Objection {
  const one = needed.get(action.toLowerCase())
  if (one) return one
  const others = [...(neededIn11.get(action.toLowerCase()) ?? [])]
  if (others.length === 0) return { objection: `No operation here needs "${action}"` }
  return { objection: `"${action}" stands for several actions; name one of ${others.join(', ')}` }
}

const urn = /^dds:(?<region>[^:]*):(?<domain>[^:]*):instance:(?<id>.+)$/i

async function casesOfInstance(
  needed: Needed,
  question: PermissionQuestion,
  tenants: readonly Tenant[],
  store: StoreReader,
): Promise<readonly PermissionCase[] | Objection> {
  const { resource, principal } = question
  if (resource === undefined) return { objection: `${needed.action} is about an instance; name it by its id or URN` }
  const { region, domain = '', id = resource } = urn.exec(resource)?.groups ?? {}
  if (domain !== '' && domain !== '*' && domain !== principal.account) {
    return { objection: `Domain ${principal.account} reaches its own instances only, none of ${domain}` }
  }
  for (const project of tenants) {
    const instance = await store.findInstance(project.id, id)
    if (instance) return [await caseOfInstance(needed, question, store, instance, project)]
  }
  if (region === undefined) {
    const urnOfAny = `dds:REGION:${principal.account}:instance:ID`
    return { objection: `There is no instance "${id}" in the domain; to ask all the same, name it ${urnOfAny}` }
  }
  const missing = { resource: instanceResource({ region, domainId: principal.account, id, name: '' }), tags: [] }
  const one = caseOf(needed, question, await domainNameOf(principal, store), {
    ...missing,
    project: tenants.find((each) => each.region === region),
  })
  return [{ ...one, notes: ['There is no such instance; what is said of it above is what counts'] }]
}

async function caseOfInstance(
  needed: Needed,
  question: PermissionQuestion,
  store: StoreReader,
  instance: TaggedInstance,
  project: Tenant,
): Promise<PermissionCase> {
  const { id, name, tags } = instance
  const resource = instanceResource({ region: project.region, domainId: project.account, id, name })
  const enterpriseProjectId = detailsOf(instance).enterprise_project_id
  const one = caseOf(needed, question, await domainNameOf(question.principal, store), {
    resource,
    project,
    tags,
    enterpriseProjectId,
  })
  return { ...one, resourceName: name }
}

/** Needs what the caller's policies say; that the agency trusts his domain is no policy. */
async function casesOfAgency(
  needed: Needed,
  question: PermissionQuestion,
  store: StoreReader,
): Promise<readonly PermissionCase[] | Objection> {
  const { principal, resource } = question
  if (resource === undefined) return { objection: `${needed.action} is about an agency; name it, or its URN` }
  const names = agencyNamed(resource, principal.account)
  const agency = await store.findPrincipal({ realm, account: names.domainId, kind: 'role', name: names.name })
  if (!agency) return { objection: `There is no agency "${resource}"` }
  const one = caseOf(needed, question, await domainNameOf(principal, store), {
    resource: agencyResource(names),
    project: undefined,
  })
  const refusal = refusalOf(principal, agency)
  return [refusal === undefined ? one : { ...one, refusal }]
}

function agencyNamed(text: string, ownDomain: string): AgencyNames {
  const { domainId = ownDomain, name = text } = /^iam::(?<domainId>[^:]+):agency:(?<name>.+)$/.exec(text)?.groups ?? {}
  return { domainId, name }
}

function refusalOf({ kind, account }: Principal, agency: Principal): string | undefined {
  if (kind === 'role') return 'An agency assumes no other'
  if (!agency.enabled) return `Agency ${agency.name} is disabled`
  return assumptionBy(account, agency) ? undefined : `Agency ${agency.name} does not trust domain ${account}`
}

function onlyOne(tenants: readonly Tenant[]): Tenant | undefined {
  return tenants.length === 1 ? tenants[0] : undefined
}
