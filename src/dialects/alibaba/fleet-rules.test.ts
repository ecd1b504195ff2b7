import assert from 'node:assert/strict'
import { expect, test } from 'vitest'
import { openSqliteStoreInMemory } from '../../store/sqlite/sqlite-store.ts'
import type { WantedTags } from '../fleet-rules.ts'
import { attachedPolicies, type SeedPolicies } from '../seed-policies.ts'
import { alibaba } from './alibaba.ts'
import { fleetRules } from './fleet-rules.ts'
import { type DecisionRow, tableFleet } from './policy/decision-table/decision-row.fixture.ts'
import { decisionTable } from './policy/decision-table.fixture.ts'
import { seedSchema } from './seed-schema.ts'

const { account, user, region, instance } = tableFleet
const at = Date.UTC(2026, 0, 31, 8)

/** What the rules are asked about a row of the table; undefined where the row is about something else. */
function questionOf({ call: { operation, parameters }, tags }: DecisionRow): 'list' | 'read' | WantedTags | undefined {
  if (parameters['ResourceId.2'] !== undefined) return undefined
  const texts = (name: RegExp) => Object.entries(parameters).flatMap(([key, value]) => (name.test(key) ? [value] : []))
  const values = texts(/^Tag\.\d+\.Value$/)
  switch (operation) {
    case 'DescribeInstances':
      return 'list'
    case 'DescribeInstanceAttribute':
      return 'read'
    case 'TagResources':
      return { set: texts(/^Tag\.\d+\.Key$/).map((key, n) => ({ key, value: values[n] ?? '' })), unset: [] }
    case 'UntagResources':
      return { set: [], unset: parameters.All ? ['any', ...Object.keys(tags)] : texts(/^TagKey\.\d+$/) }
    default:
      return undefined
  }
}

async function isAllowed(row: DecisionRow, question: 'list' | 'read' | WantedTags): Promise<boolean> {
  const { policies, groupPolicies = [], tags, session } = row
  await using bed = await open(policies, tags)
  const attached = attachedPolicies(groupPolicies as SeedPolicies)
  const principal = { ...bed.principal, groups: [{ realm: 'alibaba', account, name: 'team', policies: attached }] }
  const narrowed = session ? { session: { policy: session as never } } : {}
  const caller = { principal, ...narrowed, at, sourceIp: '127.0.0.1' }
  const permissions = await fleetRules.permissionsOf(caller, bed.store)
  const { tenant, found } = bed
  if (question === 'list') return !permissions.denialOfList(tenant, region)
  if (question === 'read') return !permissions.denialOfRead(tenant, found)
  return !permissions.denialOfChange(tenant, found, question)
}

async function open(policies: readonly (string | object)[], tags: Readonly<Record<string, string>>) {
  const store = openSqliteStoreInMemory({ now: () => at })
  const section = seedSchema.parse({
    accounts: [
      {
        id: account,
        users: [{ name: user, id: '7', policies }],
        instances: [{ id: instance, region, name: 'cache', tags }],
      },
    ],
  })
  const secrets = { sealSecret: () => new Uint8Array(), hashPassword: async () => '' }
  const contents = await alibaba.seedContents(section, secrets, at)
  await store.load('seed', async () => contents)
  const principal = contents.principals.find(({ kind }) => kind === 'user')
  const [tenant] = contents.tenants
  const found = await store.findInstance(account, instance)
  assert(principal && tenant && found)
  return { store, principal, tenant, found, [Symbol.asyncDispose]: () => store.close() }
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
  const set = [{ key: 'a', value: 'b' }]
  expect(permissions.denialOfChange(tenant, found, { set, unset: ['c'] })).toEqual({
    code: 'Forbidden.RAM',
    message: "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
    action: 'kvstore:TagResources',
    resource: `acs:kvstore:${region}:${account}:instance/${instance}`,
  })
  expect(permissions.denialOfChange(tenant, found, { set: [], unset: ['c'] })?.action).toBe('kvstore:UntagResources')
  expect(permissions.denialOfChange(tenant, found, { set: [], unset: [] })).toBeUndefined()
})
