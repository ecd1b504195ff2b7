import { describe, expect, test } from 'vitest'
import { operations } from './operations.ts'
import { allow, deny, everything, when } from './policy/decision-table/decision-row.fixture.ts'
import { rKvstore } from './products.ts'
import type { Texts } from './signed-v1.fixture.ts'
import { openTenants, tenants } from './tenants.fixture.ts'

const { region, instance, foreignInstance, missingInstance } = tenants
const place = { RegionId: region, ResourceType: 'INSTANCE' }

/** An operation in a good call, about the instance that is named if it names one. */
interface Row {
  readonly call: (instance: string) => Texts
  /** Which tags decide; absent where no call can satisfy a condition on tags. */
  readonly decidedBy?: 'ResourceTag' | 'RequestTag'
  /** What an instance is answered that does not exist, where everything is allowed. */
  readonly missing?: string
}

/** Each operation that needs permission. A new one fails the tests until it has a row. */
const rows: Readonly<Record<string, Row>> = {
  UntagResources: {
    call: (id) => ({ ...place, 'ResourceId.1': id, 'TagKey.1': 'env' }),
    decidedBy: 'ResourceTag',
    missing: 'InvalidDbInstanceId.NotFound',
  },
  TagResources: {
    call: (id) => ({ ...place, 'ResourceId.1': id, 'Tag.1.Key': 'owner', 'Tag.1.Value': 'ann' }),
    decidedBy: 'ResourceTag',
    missing: 'InvalidDbInstanceId.NotFound',
  },
  ListTagResources: {
    call: (id) => ({ ...place, 'ResourceId.1': id }),
    missing: 'InvalidDbInstanceId.NotFound',
  },
  DescribeTags: { call: () => ({ RegionId: region }) },
  DescribeRegions: { call: () => ({}) },
  DescribeInstances: { call: (id) => ({ RegionId: region, InstanceIds: id }) },
  DescribeInstancesOverview: { call: (id) => ({ RegionId: region, InstanceIds: id }) },
  DescribeInstanceAttribute: {
    call: (id) => ({ InstanceId: id }),
    decidedBy: 'ResourceTag',
    missing: 'InvalidInstanceId.NotFound',
  },
  CreateInstance: {
    call: () => ({
      RegionId: region,
      InstanceClass: 'redis.master.small.default',
      'Tag.1.Key': 'env',
      'Tag.1.Value': 'test',
    }),
    decidedBy: 'RequestTag',
  },
  ModifyInstanceAttribute: {
    call: (id) => ({ InstanceId: id, InstanceName: 'renamed' }),
    decidedBy: 'ResourceTag',
    missing: 'InvalidInstanceId.NotFound',
  },
  DeleteInstance: {
    call: (id) => ({ InstanceId: id }),
    decidedBy: 'ResourceTag',
    missing: 'InvalidInstanceId.NotFound',
  },
}

const ifTest = [when('StringEquals', 'acs:ResourceTag/env', 'test')]

async function codeOf(
  name: string,
  { policies, tags = { env: 'test' }, on = instance }: { policies: object[]; tags?: object; on?: string },
): Promise<string> {
  await using fleet = await openTenants({ ...tags })
  return (await fleet.call(name, rows[name]?.call(on) ?? {}, { policies })).Code
}

test('there is a row for each operation that needs permission', () => {
  const needing = operations.filter(({ permission, product }) => permission && product === rKvstore)
  expect(new Set(Object.keys(rows))).toEqual(new Set(needing.map(({ name }) => name)))
})

test('the others tell who one is, or make one a role whose trust decides', () => {
  const others = operations.filter(({ product }) => product !== rKvstore).map(({ name }) => name)
  expect(['GetCallerIdentity', 'AssumeRole']).toEqual(expect.arrayContaining(others))
})

test('the only operation that needs no permission is the one that tells who one is', async () => {
  expect(operations.filter(({ permission }) => !permission).map(({ name }) => name)).toEqual(['GetCallerIdentity'])
  expect(await codeOf('GetCallerIdentity', { policies: [deny('*')] })).toBe('OK')
})

describe.each(Object.entries(rows))('%s', (name, { call, decidedBy, missing = 'OK' }) => {
  const own = allow(`kvstore:${name}`)

  test('allowed', async () => expect(await codeOf(name, { policies: [own] })).toBe('OK'))

  test('denied', async () => {
    expect(await codeOf(name, { policies: [] })).toBe('Forbidden.RAM')
    expect(await codeOf(name, { policies: [everything, deny(`kvstore:${name}`)] })).toBe('Forbidden.RAM')
  })

  test('not allowed by the right to all other operations', async () => {
    const others = Object.keys(rows).filter((other) => other !== name)
    const policies = [allow(others.map((other) => `kvstore:${other}`))]
    expect(await codeOf(name, { policies })).toBe('Forbidden.RAM')
  })

  test.each([
    ['tag match', { env: 'test' }, decidedBy === 'ResourceTag' ? 'OK' : 'Forbidden.RAM'],
    ['tag mismatch', { env: 'prod' }, 'Forbidden.RAM'],
    ['tag absent', {}, 'Forbidden.RAM'],
  ])('%s on the instance', async (_, tags, code) => {
    expect(await codeOf(name, { policies: ifTest, tags })).toBe(code)
  })

  test.each([
    ['tag match', 'env', 'test', decidedBy === 'RequestTag' ? 'OK' : 'Forbidden.RAM'],
    ['tag mismatch', 'env', 'prod', 'Forbidden.RAM'],
    ['tag absent', 'team', 'test', 'Forbidden.RAM'],
  ])('%s in the request', async (_, key, value, code) => {
    expect(await codeOf(name, { policies: [when('StringEquals', `acs:RequestTag/${key}`, value)] })).toBe(code)
  })

  test.each([
    ['everything', [everything], missing],
    ['this operation', [own], missing],
    ['what is tagged', ifTest, 'Forbidden.RAM'],
    ['nothing', [], 'Forbidden.RAM'],
  ])(
    'other tenant: what is another account’s answers like what does not exist, to who may do %s',
    async (_, policies, code) => {
      expect(await codeOf(name, { policies, on: missingInstance })).toBe(code)
      expect(await codeOf(name, { policies, on: foreignInstance })).toBe(code)
    },
  )

  test.each([{ policies: [everything] }, { administrator: true }])(
    'other tenant: is neither shown nor changed, though it has an instance of the same id: %j',
    async (caller) => {
      await using fleet = await openTenants({ env: 'test' })
      const before = await fleet.foreignState()
      for (const on of [instance, foreignInstance]) {
        const { Message, ...answer } = await fleet.call(name, call(on), caller)
        expect(JSON.stringify(answer)).not.toContain('foreign')
      }
      expect(await fleet.foreignState()).toEqual(before)
    },
  )

  test('denied: changes nothing', async () => {
    await using fleet = await openTenants({ env: 'prod' })
    const state = () =>
      Promise.all([
        fleet.store.findInstance(tenants.account, instance),
        fleet.store.readChanges(tenants.account, 0, 1000),
        fleet.store.countInstances(tenants.account, {}),
      ])
    const before = await state()
    for (const policies of [[], ifTest, [everything, deny(`kvstore:${name}`)]]) {
      await fleet.call(name, call(instance), { policies })
    }
    expect(await state()).toEqual(before)
  })
})

test.each([
  ['ListTagResources', { ...place, 'Tag.1.Key': 'env', 'Tag.1.Value': 'test' }],
  ['DescribeInstances', { RegionId: region, 'Tag.1.Key': 'env', 'Tag.1.Value': 'test' }],
  ['DescribeInstances', { 'Tag.1.Key': 'env', 'Tag.1.Value': 'test' }],
])('%s finds no instance by a tag that only another account’s of the same id has', async (name, parameters) => {
  await using fleet = await openTenants({ env: 'prod' })
  const answer = await fleet.call(name, parameters, { administrator: true })
  expect(answer.TagResources?.TagResource ?? answer.Instances.KVStoreInstance).toEqual([])
})

describe('what is decided on is what is so', () => {
  const attribute = { InstanceId: instance }

  test('an instance is in its region, whatever its id says', async () => {
    await using fleet = await openTenants({}, 'cn-shanghai')
    const inRegion = (id: string) => ({ policies: [allow('kvstore:*', `acs:kvstore:${id}:*:*`)] })
    expect((await fleet.call('DescribeInstanceAttribute', attribute, inRegion('cn-shanghai'))).Code).toBe('OK')
    expect((await fleet.call('DescribeInstanceAttribute', attribute, inRegion(region))).Code).toBe('Forbidden.RAM')
  })

  test('a condition on the address is on the caller’s', async () => {
    await using fleet = await openTenants()
    const policies = [when('IpAddress', 'acs:SourceIp', '10.0.0.0/8')]
    const from = async (address: string) =>
      (await fleet.call('DescribeInstanceAttribute', attribute, { policies, address })).Code
    expect(await from('10.1.2.3')).toBe('OK')
    expect(await from('::ffff:10.1.2.3')).toBe('OK')
    expect(await from('127.0.0.1')).toBe('Forbidden.RAM')
  })

  test('of two instances, one that a statement denies is told before one that nothing allows', async () => {
    await using fleet = await openTenants({ env: 'prod' })
    const arnOf = (id: string) => `acs:kvstore:${region}:*:instance/${id}`
    const policies = [allow('kvstore:*', arnOf(instance)), deny('kvstore:*', arnOf(instance))]
    const both = { ...place, 'ResourceId.1': missingInstance, 'ResourceId.2': instance, 'TagKey.1': 'env' }
    const { AccessDeniedDetail } = await fleet.call('UntagResources', both, { policies })
    expect(AccessDeniedDetail.NoPermissionType).toBe('ExplicitDeny')
  })
})
