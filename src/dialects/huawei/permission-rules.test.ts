import assert from 'node:assert/strict'
import { expect, test } from 'vitest'
import { explain } from '../../access/policy/explain.ts'
import type { Principal } from '../../store/identity.ts'
import { openSqliteStoreInMemory } from '../../store/sqlite/sqlite-store.ts'
import type { Tag } from '../../tags/tag.ts'
import type { PermissionCase } from '../permission-rules.ts'
import { attachedPolicies, type SeedPolicies } from '../seed-policies.ts'
import { huawei } from './huawei.ts'
import { operations } from './operations.ts'
import { permissionRules } from './permission-rules.ts'
import { type DecisionRow, tableFleet, urn } from './policy/decision-table/decision-row.fixture.ts'
import { decisionTable } from './policy/decision-table.fixture.ts'
import { seedSchema } from './seed-schema.ts'

const { domain, project, user, agency, instance } = tableFleet
const at = Date.UTC(2026, 0, 31, 8)
const asked = { at, sourceIp: '127.0.0.1', requestTags: [], tagKeys: [], context: new Map() }
const otherProject = { id: 'e'.repeat(32), name: 'cn-south-1' }

/** A store with the fleet of the decision table, and its user with these policies. */
async function open(
  policies: readonly (string | object)[],
  tags: Readonly<Record<string, string>> = {},
  projects: readonly { id: string; name: string }[] = [project],
) {
  const store = openSqliteStoreInMemory({ now: () => at })
  const { enterpriseProject: enterpriseProjectId, id, name } = instance
  const instances = [{ id, name, tags, enterpriseProjectId, project: project.id }]
  const section = seedSchema.parse({ domains: [{ ...domain, projects, users: [{ ...user, policies }], instances }] })
  const secrets = { sealSecret: () => new Uint8Array(), hashPassword: async () => '' }
  const contents = await huawei.seedContents(section, secrets, at)
  await store.load('seed', async () => contents)
  const [principal] = contents.principals
  assert(principal)
  return { store, principal }
}

/** Who calls in a row. */
function callerOf(user: Principal, { as, groups = [] }: DecisionRow): Principal {
  const { realm, account } = user
  const attached = (policies: readonly (string | object)[]) => attachedPolicies(policies as SeedPolicies)
  const shared = groups.map((policies, at) => ({ realm, account, name: `group-${at}`, policies: attached(policies) }))
  if (as === 'agency') return { ...user, ...agency, kind: 'role' }
  return { ...user, administrator: as === 'administrator', groups: shared }
}

async function outcomeOf(row: DecisionRow): Promise<string> {
  const { call, policies, tags, session } = row
  const { store, principal: user } = await open(policies, tags)
  const principal = callerOf(user, row)
  const { action, tags: named = [] } = (call.body ?? {}) as { action?: string; tags?: Tag[] }
  const access = operations.find(({ name }) => name === call.operation)?.access
  const cases = await permissionRules.casesOf(
    {
      ...asked,
      principal,
      action: call.operation,
      requestTags: action === 'create' ? named : [],
      tagKeys: named.map(({ key }) => key),
      ...(access?.resources === 'instance' && { resource: instance.id }),
      session: { name: user.name, ...(session && { policy: session as never }) },
    },
    store,
  )
  await store.close()
  assert(!('objection' in cases), JSON.stringify(cases))
  const [one] = cases
  if (one?.layers.length === 0) return 'allow'
  const decision = one && explain(one.layers, one.request).decision
  if (decision?.effect !== 'deny') return decision?.effect ?? 'nothing'
  return decision.deniedBy.length > 0 ? 'explicit-deny' : 'implicit-deny'
}

test.each(decisionTable)('an explanation comes to what the server decides: $section: $rule', async (row) => {
  expect(await outcomeOf(row)).toBe(row.expected)
})

test('every action that an operation needs can be asked about', () => {
  const needed = operations.flatMap(({ permission, access }) => (permission && access.action) ?? [])
  expect(permissionRules.actions).toEqual(expect.arrayContaining(needed))
})

test.each([instance.id, urn])('%s is looked up in the projects of the domain', async (resource) => {
  const { store, principal } = await open([], { env: 'test' }, [otherProject, project])
  const cases = await permissionRules.casesOf({ ...asked, principal, action: 'dds:instance:setTag', resource }, store)
  const resourceTags = [{ key: 'env', value: 'test' }]
  expect(cases).toMatchObject([{ resource: urn, resourceName: instance.name, resourceTags, notes: [] }])
})

test('an instance that is not there can be asked about by its URN', async () => {
  const { store, principal } = await open([])
  const resource = `dds:cn-north-4:${domain.id}:instance:nobody`
  const cases = await permissionRules.casesOf({ ...asked, principal, action: 'DeleteInstance', resource }, store)
  expect(cases).toMatchObject([{ resource, resourceTags: [], notes: [expect.stringContaining('no such instance')] }])
})

test('where a domain has several projects, one has to be given for conditions on it', async () => {
  const { store, principal } = await open([], {}, [otherProject, project])
  const cases = await permissionRules.casesOf({ ...asked, principal, action: 'ListInstances' }, store)
  expect(cases).toMatchObject([{ notes: ['No project is given: "g:ProjectName" is absent'] }])
})

test('an agency is assumed by the domain that it trusts, and by no agency', async () => {
  const { store, principal } = await open([
    { Version: '5.0', Statement: [{ Effect: 'Allow', Action: 'iam:agencies:assume' }] },
  ])
  const assumption = (id: string) => ({ trust: { trust_domain_id: id, trust_domain_name: '' }, sessionSecondsMax: 900 })
  for (const [name, id] of [
    ['open', domain.id],
    ['closed', 'another'],
  ] as const) {
    const role: Principal = { ...principal, id: name, kind: 'role', name, assumption: assumption(id) }
    await store.changeIdentities({ kind: 'add-principal', principal: role })
  }
  const ask = async (caller: Principal, resource: string) =>
    permissionRules.casesOf({ ...asked, principal: caller, action: 'iam:agencies:assume', resource }, store)
  const [one] = (await ask(principal, 'open')) as readonly PermissionCase[]
  expect(one && explain(one.layers, one.request).decision.effect).toBe('allow')
  expect(one).not.toHaveProperty('refusal')
  expect(await ask(principal, `iam::${domain.id}:agency:closed`)).toMatchObject([
    { refusal: `Agency closed does not trust domain ${domain.id}` },
  ])
  expect(await ask({ ...principal, kind: 'role' }, 'open')).toMatchObject([{ refusal: 'An agency assumes no other' }])
})

test.each([
  ['iam:agencies:assume', undefined, 'iam:agencies:assume is about an agency; name it, or its URN'],
  ['iam:agencies:assume', 'nobody', 'There is no agency "nobody"'],
  ['dds:instance:tag', undefined, 'No operation here needs "dds:instance:tag"'],
  ['dds:instance:list', undefined, /stands for several actions; name one of dds:instance:listTags, /],
  ['dds:instance:setTag', undefined, 'dds:instance:setTag is about an instance; name it by its id or URN'],
  ['dds:tag:listAll', instance.id, 'dds:tag:listAll is about no resource in particular; leave it out'],
  ['dds:instance:setTag', 'nobody', /^There is no instance "nobody" in the domain; /],
  ['dds:instance:setTag', 'dds:x:another:instance:1', /reaches its own instances only, none of another$/],
])('cannot be answered: %s on %s', async (action, resource, objection) => {
  const { store, principal } = await open([])
  const question = { ...asked, principal, action, ...(resource !== undefined && { resource }) }
  const { objection: told } = (await permissionRules.casesOf(question, store)) as { objection: string }
  expect(told).toMatch(objection)
})
