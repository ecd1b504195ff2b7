import assert from 'node:assert/strict'
import { expect, test } from 'vitest'
import { explain } from '../../access/policy/explain.ts'
import type { Group, Principal } from '../../store/identity.ts'
import { openSqliteStoreInMemory } from '../../store/sqlite/sqlite-store.ts'
import type { StoreReader } from '../../store/store.ts'
import type { PermissionCase, PermissionQuestion } from '../permission-rules.ts'
import { attachedPolicies, type SeedPolicies } from '../seed-policies.ts'
import { alibaba } from './alibaba.ts'
import { operations } from './operations.ts'
import { permissionRules } from './permission-rules.ts'
import { allow, type DecisionRow, tableFleet } from './policy/decision-table/decision-row.fixture.ts'
import { decisionTable } from './policy/decision-table.fixture.ts'
import { seedSchema } from './seed-schema.ts'

const { account, user, region, instance, prodInstance } = tableFleet
const at = Date.UTC(2026, 0, 31, 8)
const asked = { at, sourceIp: '127.0.0.1', requestTags: [], tagKeys: [], context: new Map() }
const trust = {
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: [`acs:ram::${account}:root`] } }],
}

/** A store with the fleet of the decision table, and its user with these policies. */
async function open(policies: readonly (string | object)[], tags: Readonly<Record<string, string>> = {}) {
  const store = openSqliteStoreInMemory({ now: () => at })
  const place = { region, name: 'cache' }
  const instances = [
    { ...place, id: instance, tags },
    { ...place, id: prodInstance, tags: { env: 'prod' } },
  ]
  const section = seedSchema.parse({
    accounts: [{ id: account, users: [{ name: user, id: '7', policies }], instances }],
  })
  const secrets = { sealSecret: () => new Uint8Array(), hashPassword: async () => '' }
  const contents = await alibaba.seedContents(section, secrets, at)
  await store.load('seed', async () => contents)
  const [root, principal] = contents.principals
  assert(root && principal)
  return { store, root, principal }
}

function addRole(store: Awaited<ReturnType<typeof open>>['store'], root: Principal, name: string, trusting: boolean) {
  const role: Principal = { ...root, id: name, kind: 'role', name, administrator: false }
  const assumption = { trust, sessionSecondsMax: 3600 }
  return store.changeIdentities({ kind: 'add-principal', principal: trusting ? { ...role, assumption } : role })
}

function groupOf({ realm, account }: Principal, policies: readonly (string | object)[]): Group {
  return { realm, account, name: 'team', policies: attachedPolicies(policies as SeedPolicies) }
}

/** The cases of a question that can be answered. */
async function casesOf(question: PermissionQuestion, store: StoreReader): Promise<readonly PermissionCase[]> {
  const cases = await permissionRules.casesOf(question, store)
  assert(!('objection' in cases), JSON.stringify(cases))
  return cases
}

function decisionOn({ layers, request }: PermissionCase) {
  return explain(layers, request).decision
}

/** The resources that a call of the table names, as a person would. */
function resourcesOf(
  { parameters: { 'ResourceId.1': first, 'ResourceId.2': second, InstanceId, RegionId } }: DecisionRow['call'],
  listing: boolean,
) {
  if (listing) return [RegionId]
  return [first ?? InstanceId, second].filter((id) => id !== undefined)
}

const listings = ['ListTagResources', 'DescribeInstances', 'CreateInstance']
const general = ['DescribeTags', 'DescribeRegions']

async function outcomeOf({ call, policies, groupPolicies = [], tags, session }: DecisionRow): Promise<string> {
  const { store, principal: user } = await open(policies, tags)
  const principal = { ...user, groups: [groupOf(user, groupPolicies)] }
  const requestTags = [1, 2].flatMap((n) => {
    const key = call.parameters[`Tag.${n}.Key`]
    return key === undefined ? [] : [{ key, value: call.parameters[`Tag.${n}.Value`] ?? '' }]
  })
  const question = {
    ...asked,
    principal,
    action: call.operation,
    requestTags,
    ...(session && { session: { policy: session as never } }),
  }
  const resources = general.includes(call.operation)
    ? [undefined]
    : resourcesOf(call, listings.includes(call.operation))
  const decisions = []
  for (const resource of resources) {
    const cases = await casesOf({ ...question, ...(resource !== undefined && { resource }) }, store)
    decisions.push(...cases.map(decisionOn))
  }
  await store.close()
  const denials = decisions.filter((decision) => decision.effect === 'deny')
  if (denials.length === 0) return 'allow'
  return denials.some(({ deniedBy }) => deniedBy.length > 0) ? 'explicit-deny' : 'implicit-deny'
}

test.each(decisionTable)('an explanation comes to what the server decides: $section: $rule', async (row) => {
  expect(await outcomeOf(row)).toBe(row.expected)
})

test('every action that an operation needs can be asked about, and the assumption of a role', () => {
  const needed = operations.flatMap(({ permission }) => permission?.name ?? [])
  expect(permissionRules.actions).toEqual(expect.arrayContaining([...needed, 'sts:AssumeRole']))
})

test('an account may do everything, whatever policies say', async () => {
  const { store, root } = await open([])
  const cases = await casesOf({ ...asked, principal: root, action: 'kvstore:DescribeTags' }, store)
  expect(cases).toMatchObject([{ layers: [] }])
})

test('a listing that names no region is about each', async () => {
  const { store, principal } = await open([])
  const cases = await casesOf({ ...asked, principal, action: 'DescribeInstances' }, store)
  expect(cases).toHaveLength(29)
})

test.each([
  [instance, region, { resourceName: 'cache', resourceTags: [{ key: 'env', value: 'test' }], notes: [] }],
  [`acs:kvstore:${region}:${account}:instance/${instance}`, region, { resourceName: 'cache' }],
  [`acs:kvstore:cn-shanghai:${account}:instance/${instance}`, 'cn-shanghai', { resourceTags: [], notes: [/no such/] }],
  ['r-uf6nobody0000001', 'cn-shanghai', { resourceTags: [] }],
])('%s is looked up where it is', async (resource, where, expected) => {
  const { store, principal } = await open([], { env: 'test' })
  const [one] = await casesOf({ ...asked, principal, action: 'kvstore:UntagResources', resource }, store)
  const id = resource.split('/').at(-1)
  const notes = 'notes' in expected ? { notes: expected.notes.map((note) => expect.stringMatching(note)) } : {}
  expect(one).toMatchObject({ ...expected, ...notes, resource: `acs:kvstore:${where}:${account}:instance/${id}` })
})

test.each([
  ['kvstore:Untag', undefined, 'No operation here needs "kvstore:Untag"'],
  ['kvstore:UntagResources', undefined, 'kvstore:UntagResources is about an instance; name it by its id or ARN'],
  ['kvstore:DescribeTags', instance, 'kvstore:DescribeTags is about no resource in particular; leave it out'],
  ['DescribeInstances', instance, /is about the instances of a region; name a region, or leave it out$/],
  ['UntagResources', `acs:kvstore:${region}:1:instance/r-1`, /reaches its own instances only, none of 1$/],
  ['sts:AssumeRole', undefined, 'sts:AssumeRole is about a role; name it, or its ARN'],
  ['sts:AssumeRole', 'nobody', 'There is no role "nobody"'],
])('cannot be answered: %s on %s', async (action, resource, objection) => {
  const { store, principal } = await open([])
  const question = { ...asked, principal, action, ...(resource !== undefined && { resource }) }
  const { objection: told } = (await permissionRules.casesOf(question, store)) as { objection: string }
  expect(told).toMatch(objection)
})

test.each<[rule: string, policies: object[], effect: string]>([
  ['his own policies and the trust policy allow', [allow('sts:AssumeRole')], 'allow'],
  ['his own policies do not allow', [], 'deny'],
])('a role is assumed if both agree: %s', async (_rule, policies, effect) => {
  const { store, root, principal } = await open(policies)
  await addRole(store, root, 'reader', true)
  const [one] = await casesOf({ ...asked, principal, action: 'sts:AssumeRole', resource: 'reader' }, store)
  expect(one && decisionOn(one).effect).toBe(effect)
})

test('no account and nobody without trust assumes a role', async () => {
  const { store, root, principal } = await open([allow('*')])
  await addRole(store, root, 'reader', true)
  await addRole(store, root, 'closed', false)
  const refusal = async (caller: Principal, resource: string) =>
    permissionRules.casesOf({ ...asked, principal: caller, action: 'sts:AssumeRole', resource }, store)
  expect(await refusal(root, 'reader')).toMatchObject([{ refusal: 'Roles may not be assumed by root accounts' }])
  expect(await refusal(principal, 'closed')).toMatchObject([
    { refusal: 'Role closed has no trust policy: nobody may assume it' },
  ])
})
