import type { Principal } from '../../store/identity.ts'
import type { TaggedInstance } from '../../store/instance.ts'
import type { StoreReader } from '../../store/store.ts'
import type { Objection } from '../identity-rules.ts'
import type { PermissionCase, PermissionQuestion, PermissionRules } from '../permission-rules.ts'
import { parseRoleArn } from './actor.ts'
import { readDiagnosis } from './diagnosis.ts'
import { type Needed, neededBy } from './needed.ts'
import { operations } from './operations.ts'
import { caseOf } from './permission-case.ts'
import { ramPrincipals } from './policy/ram-request.ts'
import { trustLayer } from './policy/trust-layer.ts'
import { realm } from './realm.ts'
import { findRegion, regionOfId, regions } from './regions.ts'
import { instanceArn } from './targets.ts'

const assumeRole = 'sts:AssumeRole'

const needed = new Map<string, Needed>()
for (const operation of operations) {
  if (!operation.permission) continue
  const one = neededBy(operation)
  needed.set(operation.name.toLowerCase(), one).set(one.action.toLowerCase(), one)
}

/** How calls of the products served here are decided on, outside of a call. */
export const permissionRules: PermissionRules = {
  actions: [...new Set([...needed.values()].map(({ action }) => action))].sort(),
  async casesOf(question, store) {
    const one = needed.get(question.action.toLowerCase())
    if (!one) return { objection: `No operation here needs "${question.action}"` }
    if (one.action === assumeRole) return casesOfAssumption(one, question, store)
    if (one.resources === '*') return casesOfEverything(one, question)
    return one.resources.endsWith('/*') ? casesOfRegions(one, question) : casesOfInstance(one, question, store)
  },
  readDiagnosis,
}

function casesOfEverything(needed: Needed, question: PermissionQuestion): readonly PermissionCase[] | Objection {
  const { resource = '*' } = question
  if (resource !== '*') return { objection: `${needed.action} is about no resource in particular; leave it out` }
  return [caseOf(needed, question, '*', [])]
}

/** The instances of one region, or of each where the call names none. */
function casesOfRegions(needed: Needed, question: PermissionQuestion): readonly PermissionCase[] | Objection {
  const { resource = '*', principal } = question
  const named = /^acs:kvstore:(?<region>[^:]+):(?:\*|\d+):instance\/\*$/.exec(resource)?.groups?.region ?? resource
  const those = named === '*' ? regions.map(({ id }) => id) : [named]
  if (!those.every(findRegion)) {
    return { objection: `${needed.action} is about the instances of a region; name a region, or leave it out` }
  }
  return those.map((region) => caseOf(needed, question, instanceArn(region, principal.account, '*'), []))
}

const arnPattern = /^acs:kvstore:(?<region>[^:]+):(?<account>[^:]*):instance\/(?<id>.+)$/

async function casesOfInstance(
  needed: Needed,
  question: PermissionQuestion,
  store: StoreReader,
): Promise<readonly PermissionCase[] | Objection> {
  const { resource, principal } = question
  if (resource === undefined) return { objection: `${needed.action} is about an instance; name it by its id or ARN` }
  const { region, account = '', id = resource } = arnPattern.exec(resource)?.groups ?? {}
  if (account !== '' && account !== '*' && account !== principal.account) {
    return { objection: `Account ${principal.account} reaches its own instances only, none of ${account}` }
  }
  const stored = await store.findInstance(principal.account, id)
  const found = region === undefined || region === '*' || stored?.region === region ? stored : undefined
  const where = found?.region ?? region ?? regionOfId(id) ?? '*'
  return [withInstance(caseOf(needed, question, instanceArn(where, principal.account, id), found?.tags ?? []), found)]
}

function withInstance(one: PermissionCase, instance: TaggedInstance | undefined): PermissionCase {
  if (instance) return { ...one, resourceName: instance.name }
  return { ...one, notes: ['There is no such instance; what is said of it above is what counts'] }
}

/** Needs what the caller's own policies and what the role's trust policy say. */
async function casesOfAssumption(
  needed: Needed,
  question: PermissionQuestion,
  store: StoreReader,
): Promise<readonly PermissionCase[] | Objection> {
  const { principal, resource } = question
  if (resource === undefined) return { objection: `${assumeRole} is about a role; name it, or its ARN` }
  const arn = resource.startsWith('acs:') ? resource : `acs:ram::${principal.account}:role/${resource}`
  const role = await findRole(arn, store)
  if (!role) return { objection: `There is no role "${resource}"` }
  const one = caseOf(needed, question, arn)
  const refusal = refusalOf(principal, role)
  return [
    {
      ...one,
      request: { ...one.request, principals: ramPrincipals(principal) },
      layers: [...one.layers, trustLayer(role)],
      ...(refusal !== undefined && { refusal }),
    },
  ]
}

async function findRole(arn: string, store: StoreReader): Promise<Principal | undefined> {
  const role = parseRoleArn(arn)
  return role && store.findPrincipal({ realm, kind: 'role', ...role })
}

function refusalOf({ kind }: Principal, role: Principal): string | undefined {
  if (kind === 'root') return 'Roles may not be assumed by root accounts'
  return role.assumption ? undefined : `Role ${role.name} has no trust policy: nobody may assume it`
}
