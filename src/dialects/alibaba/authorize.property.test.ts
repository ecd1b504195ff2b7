import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  documentOf,
  isAllowedNaively,
  type PlainCondition,
  type PlainRequest,
  type PlainStatement,
} from './policy/naive-decision.fixture.ts'
import type { Texts } from './signed-v1.fixture.ts'
import { openTenants, tenants } from './tenants.fixture.ts'

const { account, region, instance, missingInstance } = tenants
const instances = `acs:kvstore:${region}:${account}:instance`
const onInstance = { RegionId: region, ResourceType: 'INSTANCE', 'ResourceId.1': instance }
const ownTag = { 'Tag.1.Key': 'owner', 'Tag.1.Value': 'ann' }

/** A call, what it is about, and the tags in it. */
interface PlainCall {
  readonly name: string
  readonly parameters: Texts
  readonly targets: readonly string[]
  readonly requestTags?: Readonly<Record<string, string>>
}

const calls: readonly PlainCall[] = [
  { name: 'UntagResources', parameters: { ...onInstance, 'TagKey.1': 'env' }, targets: [instance] },
  {
    name: 'UntagResources',
    parameters: { ...onInstance, 'ResourceId.2': missingInstance, 'TagKey.1': 'env' },
    targets: [instance, missingInstance],
  },
  {
    name: 'TagResources',
    parameters: { ...onInstance, ...ownTag },
    targets: [instance],
    requestTags: { owner: 'ann' },
  },
  { name: 'ListTagResources', parameters: onInstance, targets: ['*'] },
  { name: 'DescribeInstances', parameters: { RegionId: region }, targets: ['*'] },
  { name: 'DescribeInstanceAttribute', parameters: { InstanceId: instance }, targets: [instance] },
  {
    name: 'CreateInstance',
    parameters: { RegionId: region, InstanceClass: 'redis.master.small.default', ...ownTag },
    targets: ['*'],
    requestTags: { owner: 'ann' },
  },
  { name: 'ModifyInstanceAttribute', parameters: { InstanceId: instance, InstanceName: 'new' }, targets: [instance] },
  { name: 'DeleteInstance', parameters: { InstanceId: instance }, targets: [instance] },
]

const call = fc.constantFrom(...calls)
const tags = fc.constantFrom<Readonly<Record<string, string>>>({}, { env: 'test' }, { env: 'prod', owner: 'bob' })
const condition: fc.Arbitrary<PlainCondition> = fc.record({
  operator: fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'),
  key: fc.constantFrom(
    'acs:ResourceTag/env',
    'acs:ResourceTag/owner',
    'acs:RequestTag/owner',
    'acs:SourceIp',
    'acs:TagKeys',
  ),
  values: fc.uniqueArray(fc.constantFrom('test', 'prod', 'a*', '*', 'ann', '127.0.0.1'), {
    minLength: 1,
    maxLength: 2,
  }),
})
const statement: fc.Arbitrary<PlainStatement> = fc.record({
  effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  actions: fc.uniqueArray(
    fc.constantFrom('*', 'kvstore:*', 'KVSTORE:*TagResources', 'kvstore:Un*', 'kvstore:*Instance*', 'ecs:*'),
    { minLength: 1, maxLength: 2 },
  ),
  inverted: fc.constantFrom(false, false, false, true),
  resources: fc.uniqueArray(
    fc.constantFrom(
      '*',
      `${instances}/*`,
      `${instances}/r-?p1dec*`,
      'acs:kvstore:cn-shanghai:*:*',
      `${instances}/${missingInstance}`,
    ),
    { minLength: 1, maxLength: 2 },
  ),
  conditions: fc.uniqueArray(condition, { maxLength: 2, selector: ({ operator, key }) => `${operator} ${key}` }),
})
const statements = fc.array(statement, { maxLength: 4 })

function requestsOf(
  { name, targets, requestTags = {} }: PlainCall,
  own: Readonly<Record<string, string>>,
): PlainRequest[] {
  return targets.map((target) => ({
    action: `kvstore:${name}`,
    arn: `${instances}/${target}`,
    found: {
      'acs:SourceIp': '127.0.0.1',
      ...prefixed('acs:RequestTag/', requestTags),
      ...prefixed('acs:ResourceTag/', target === instance ? own : {}),
    },
  }))
}

function prefixed(prefix: string, texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [prefix + key, value]))
}

/** Whether the server lets a user of these statements make the call; each statement is a policy of its own. */
async function isAllowed(
  list: readonly PlainStatement[],
  { name, parameters, targets }: PlainCall,
  own: Readonly<Record<string, string>>,
  session?: object,
): Promise<boolean> {
  await using fleet = await openTenants(own)
  const caller = { policies: list.map((each) => documentOf([each])), ...(session && { session }) }
  const { Code } = await fleet.call(name, parameters, caller)
  const good = targets.includes(missingInstance) ? 'InvalidDbInstanceId.NotFound' : 'OK'
  expect([good, 'Forbidden.RAM']).toContain(Code)
  return Code === good
}

test('a signed call is allowed where the documents say so, word for word', async () => {
  await fc.assert(
    fc.asyncProperty(statements, call, tags, async (list, made, own) => {
      const expected = requestsOf(made, own).every((request) => isAllowedNaively(list, request))
      expect(await isAllowed(list, made, own)).toBe(expected)
    }),
    { numRuns: 300 },
  )
})

test('adding a Deny never allows more', async () => {
  await fc.assert(
    fc.asyncProperty(statements, statement, call, tags, async (list, added, made, own) => {
      const more = await isAllowed([...list, { ...added, effect: 'Deny' }], made, own)
      if (more) expect(await isAllowed(list, made, own)).toBe(true)
    }),
  )
})

test('adding an Allow never denies more', async () => {
  await fc.assert(
    fc.asyncProperty(statements, statement, call, tags, async (list, added, made, own) => {
      const more = await isAllowed([...list, { ...added, effect: 'Allow' }], made, own)
      if (!more) expect(await isAllowed(list, made, own)).toBe(false)
    }),
  )
})

test('a session may what its policy and the principal’s both allow, and nothing more', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(statement, { minLength: 1, maxLength: 3 }),
      statements,
      call,
      tags,
      async (narrowed, list, made, own) => {
        const allowed = requestsOf(made, own).every(
          (request) => isAllowedNaively(narrowed, request) && isAllowedNaively(list, request),
        )
        expect(await isAllowed(list, made, own, documentOf(narrowed))).toBe(allowed)
      },
    ),
    { numRuns: 200 },
  )
})
