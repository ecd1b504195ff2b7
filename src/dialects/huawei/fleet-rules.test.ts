import assert from 'node:assert/strict'
import { expect, test } from 'vitest'
import type { Principal } from '../../store/identity.ts'
import { openSqliteStoreInMemory } from '../../store/sqlite/sqlite-store.ts'
import type { Tag } from '../../tags/tag.ts'
import type { WantedTags } from '../fleet-rules.ts'
import { attachedPolicies, type SeedPolicies } from '../seed-policies.ts'
import { fleetRules } from './fleet-rules.ts'
import { huawei } from './huawei.ts'
import { type DecisionRow, tableFleet } from './policy/decision-table/decision-row.fixture.ts'
import { decisionTable } from './policy/decision-table.fixture.ts'
import { seedSchema } from './seed-schema.ts'

const { domain, project, user, agency, instance } = tableFleet
const at = Date.UTC(2026, 0, 31, 8)

/** What the rules are asked about a row of the table; undefined where the row is about something else. */
function questionOf({ call: { operation, body } }: DecisionRow): 'list' | 'read' | WantedTags | undefined {
  if (operation === 'ListInstances') return 'list'
  if (operation === 'ListInstanceTags') return 'read'
  if (operation !== 'BatchTagAction') return undefined
  const { action, tags } = body as { readonly action: string; readonly tags: readonly Tag[] }
  return action === 'create' ? { set: tags, unset: [] } : { set: [], unset: tags.map(({ key }) => key) }
}

async function open(policies: readonly (string | object)[], tags: Readonly<Record<string, string>>) {
  const store = openSqliteStoreInMemory({ now: () => at })
  const { enterpriseProject: enterpriseProjectId, id, name } = instance
  const instances = [{ id, name, tags, enterpriseProjectId, project: project.id }]
  const section = seedSchema.parse({
    domains: [{ ...domain, projects: [project], users: [{ ...user, policies }], instances }],
  })
  const secrets = { sealSecret: () => new Uint8Array(), hashPassword: async () => '' }
  const contents = await huawei.seedContents(section, secrets, at)
  await store.load('seed', async () => contents)
  const [principal] = contents.principals
  const [tenant] = contents.tenants
  const found = await store.findInstance(project.id, id)
  assert(principal && tenant && found)
  return { store, principal, tenant, found, [Symbol.asyncDispose]: () => store.close() }
}

/** Who calls in a row. */
function callerOf(user: Principal, { as, groups = [], session }: DecisionRow) {
  const { realm, account } = user
  const shared = groups.map((policies, n) => {
    return { realm, account, name: `group-${n}`, policies: attachedPolicies(policies as SeedPolicies) }
  })
  const himself = { ...user, administrator: as === 'administrator', groups: shared }
  const principal: Principal = as === 'agency' ? { ...user, ...agency, kind: 'role' } : himself
  const narrowed = { name: user.name, ...(session && { policy: session as never }) }
  return { principal, session: narrowed, at, sourceIp: '127.0.0.1' }
}

async function isAllowed(row: DecisionRow, question: 'list' | 'read' | WantedTags): Promise<boolean> {
  await using bed = await open(row.policies, row.tags)
  const { tenant, found, principal, store } = bed
  const permissions = await fleetRules.permissionsOf(callerOf(principal, row), store)
  if (question === 'list') return !permissions.denialOfList(tenant, found.region)
  if (question === 'read') return !permissions.denialOfRead(tenant, found)
  return !permissions.denialOfChange(tenant, found, question)
}

const rows = decisionTable.flatMap((row) => {
  const question = questionOf(row)
  return question ? [{ ...row, question }] : []
})

test('the table has many rows that the rules can be asked about', () => {
  expect(rows.length).toBeGreaterThan(100)
})

test.each(rows)('is decided as the vendor’s own call: $section: $rule', async ({ question, ...row }) => {
  expect(await isAllowed(row, question)).toBe(row.expected === 'allow')
})

test('a denial has the vendor’s words, and names what the policies do not allow', async () => {
  await using bed = await open([], {})
  const { principal, tenant, found, store } = bed
  const permissions = await fleetRules.permissionsOf({ principal, at, sourceIp: '127.0.0.1' }, store)
  expect(permissions.denialOfChange(tenant, found, { set: [{ key: 'a', value: 'b' }], unset: [] })).toEqual({
    code: 'DBS.280063',
    message: expect.stringContaining('dds:instance:setTag'),
    action: 'dds:instance:setTag',
    resource: `dds:${project.name}:${domain.id}:instance:${instance.id}`,
  })
  expect(permissions.denialOfChange(tenant, found, { set: [], unset: [] })).toBeUndefined()
})
