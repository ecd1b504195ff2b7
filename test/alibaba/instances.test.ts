import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { type Client, clients, currentSdk, type Params } from './clients.ts'
import { foreign, guarded, orders, prepaid, region, search, seed, sessions, shanghai } from './fleet.ts'
import type { Answer } from './send.ts'

let server: RunningServer
let call: Client

beforeAll(async () => {
  server = await startServer({ seed })
  call = currentSdk(server)
})
afterAll(() => server?.[Symbol.asyncDispose]())

const small = { RegionId: region, InstanceClass: 'redis.master.small.default' }
const create = (params: Params = {}) => call('CreateInstance', { ...small, ...params })
const attribute = async (InstanceId: string): Promise<Answer> =>
  (await call('DescribeInstanceAttribute', { InstanceId })).Instances?.DBInstanceAttribute[0]

/** The JSON type of each member, to compare whole shapes with. */
function typesOf(item: Answer): Record<string, string> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, typeof value]))
}

function types(kind: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, kind]))
}

describe.each(clients)('%s', (_name, makeClient) => {
  test('reads regions, instances and their overview, and manages an instance', async () => {
    const ask = makeClient(server)
    expect((await ask('DescribeRegions')).RegionIds.KVStoreRegion.length).toBeGreaterThan(20)
    expect(await ask('DescribeInstances', { InstanceIds: `${orders},${shanghai}` })).toMatchObject({ TotalCount: 2 })
    expect(await ask('DescribeInstancesOverview', { InstanceIds: orders })).toMatchObject({ TotalCount: 1 })
    const { InstanceId } = await ask('CreateInstance', { ...small, Tag: [{ Key: 'a', Value: 'b' }] })
    expect(await ask('ModifyInstanceAttribute', { InstanceId, InstanceName: 'renamed' })).toMatchObject({ status: 200 })
    const { Instances } = await ask('DescribeInstanceAttribute', { InstanceId })
    expect(Instances.DBInstanceAttribute[0]).toMatchObject({
      InstanceName: 'renamed',
      Tags: { Tag: [{ Key: 'a', Value: 'b' }] },
    })
    expect(await ask('DeleteInstance', { InstanceId })).toMatchObject({ status: 200 })
    expect(await ask('DescribeInstanceAttribute', { InstanceId })).toMatchObject({ Code: 'InvalidInstanceId.NotFound' })
  })
})

describe('DescribeRegions', () => {
  const hangzhou = async (params?: Params) =>
    (await call('DescribeRegions', params)).RegionIds.KVStoreRegion.find((row: Answer) => row.RegionId === region)

  test('has each region with its endpoint and zones, twice', async () => {
    expect(await hangzhou({ AcceptLanguage: 'en-US' })).toEqual({
      RegionId: 'cn-hangzhou',
      LocalName: 'China (Hangzhou)',
      RegionEndpoint: 'r-kvstore.aliyuncs.com',
      ZoneIds: 'bcdefghijk'.replace(/[cd]/g, '').replace(/./g, ',cn-hangzhou-$&').slice(1),
      ZoneIdList: { ZoneId: Array.from('befghijk', (letter) => `cn-hangzhou-${letter}`) },
    })
  })

  test('names them in Chinese if not asked otherwise', async () => {
    expect(await hangzhou({})).toMatchObject({ LocalName: '华东1（杭州）' })
  })
})

describe('DescribeInstances', () => {
  const describeIds = async (params: Params) =>
    (await call('DescribeInstances', params)).Instances.KVStoreInstance.map((row: Answer) => row.InstanceId)

  const all = [shanghai, guarded, prepaid, search, sessions, orders]

  test.each([
    ['RegionId', 'cn-shanghai', [shanghai]],
    ['RegionId', 'eu-west-1', []],
    ['InstanceIds', `${orders}, ${foreign}`, [orders]],
    ['InstanceStatus', 'Normal', all],
    ['InstanceStatus', 'Creating', []],
    ['InstanceStatus', 'Changing', []],
    ['ChargeType', 'PrePaid', [prepaid]],
    ['NetworkType', 'CLASSIC', [shanghai]],
    ['EngineVersion', '7.0', [search]],
    ['InstanceClass', 'redis.shard.large.ce', [search]],
    ['ZoneId', 'cn-hangzhou-h', [search]],
    ['PrivateIp', '172.16.9.9', [search]],
    ['InstanceType', 'Memcache', []],
    ['EditionType', 'Enterprise', []],
    ['NodeType', 'MASTER_SLAVE', [search]],
    ['ArchitectureType', 'cluster', [search]],
    ['ArchitectureType', 'SplitRW', []],
    ['VpcId', 'vpc-unknown', []],
    ['VSwitchId', 'vsw-unknown', []],
    ['ResourceGroupId', 'rg-unknown', []],
    ['SearchKey', 'orders', [sessions, orders]],
    ['SearchKey', 'r-uf6', [shanghai]],
    ['SearchKey', '%', []],
    ['Expired', 'false', all],
    ['Expired', 'true', []],
    ['GlobalInstance', true, []],
    ['GlobalInstance', false, all],
    ['Tag', [{ Key: 'team', Value: 'orders' }], [shanghai, sessions, orders]],
    [
      'Tag',
      [
        { Key: 'team', Value: 'orders' },
        { Key: 'env', Value: 'prod' },
      ],
      [orders],
    ],
    ['Tag', [{ Key: 'env' }], [sessions, orders]],
  ])('%s %j', async (name, value, found) => {
    expect(await describeIds({ [name]: value })).toEqual(found)
  })

  test('networks and groups are filtered by the ids that are told', async () => {
    const { VpcId, VSwitchId, ResourceGroupId } = await attribute(search)
    for (const filter of [{ VpcId }, { VSwitchId }, { ResourceGroupId }]) {
      expect(await describeIds(filter)).toContain(search)
    }
  })

  test('newest first, a page at a time', async () => {
    const page = (PageNumber: number) => call('DescribeInstances', { PageNumber, PageSize: 4 })
    const [first, second, third] = [await page(1), await page(2), await page(3)]
    expect(first).toMatchObject({ PageNumber: 1, PageSize: 4, TotalCount: 6 })
    expect([first, second, third].map((answer) => answer.Instances.KVStoreInstance.length)).toEqual([4, 2, 0])
  })

  test('30 on a page, and no more than 50', async () => {
    expect(await call('DescribeInstances', {})).toMatchObject({ PageNumber: 1, PageSize: 30 })
    expect(await call('DescribeInstances', { PageSize: 1000 })).toMatchObject({ PageSize: 50 })
  })

  test.each([
    ['InvalidInstanceIds.Malformed', { InstanceIds: 'r 1' }],
    ['InvalidInstanceIds.Malformed', { InstanceIds: Array.from({ length: 31 }, (_, n) => `r-${n}`).join(',') }],
    ['NumberExceed.Tags', { Tag: Array.from('abcdef', (Key) => ({ Key })) }],
    ['Duplicate.TagKey', { Tag: [{ Key: 'a' }, { Key: 'a' }] }],
    ['InvalidPageNumber', { PageNumber: 0 }],
    ['InvalidPageSize', { PageSize: -1 }],
    ['InvalidInstanceStatus', { InstanceStatus: 'Happy' }],
    ['InvalidChargeType', { ChargeType: 'Free' }],
  ])('%s: %j', async (Code, params) => {
    expect(await call('DescribeInstances', params)).toMatchObject({ status: 400, Code })
  })

  test('an instance has these members, of these types', async () => {
    const { Instances } = await call('DescribeInstances', { InstanceIds: search })
    const item = Instances.KVStoreInstance[0]
    expect(typesOf(item)).toEqual({
      ...types(
        'string',
        'InstanceId InstanceName RegionId ZoneId SecondaryZoneId ResourceGroupId GlobalInstanceId ReplacateId WorkspaceId UserName InstanceType EditionType ArchitectureType NodeType EngineVersion InstanceClass ShardClass PackageType CloudType ComputingType InstanceStatus ChargeType CreateTime EndTime DestroyTime NetworkType VpcId VSwitchId PrivateIp ConnectionDomain ConnectionMode ReadOnlyCount Config',
      ),
      ...types(
        'number',
        'Port Capacity Bandwidth QPS Connections ShardCount ReplicaCount SlaveReplicaCount SlaveReadOnlyCount QuotaCount UsedCount',
      ),
      ...types('boolean', 'HasRenewChangeOrder IsRds'),
      Tags: 'object',
    })
    expect(item).toMatchObject({
      InstanceStatus: 'Normal',
      CreateTime: '2026-01-03T00:00:00Z',
      EndTime: '',
      Capacity: 16_384,
      Bandwidth: 384,
      QPS: 400_000,
      Connections: 80_000,
      ShardCount: 4,
      ArchitectureType: 'cluster',
      EditionType: 'Community',
      ConnectionDomain: `${search}.redis.rds.aliyuncs.com`,
      Port: 6379,
      UserName: search,
      Tags: { Tag: [{ Key: 'team', Value: 'search' }] },
    })
    expect(JSON.parse(item.Config)).toBeTypeOf('object')
  })

  test('an instance without tags has an empty list, and a prepaid one an end', async () => {
    const { Instances } = await call('DescribeInstances', { InstanceIds: prepaid })
    expect(Instances.KVStoreInstance[0]).toMatchObject({ Tags: { Tag: [] }, EndTime: '2036-01-04T00:00:00Z' })
  })
})

test('DescribeInstanceAttribute has these members, of these types', async () => {
  expect(typesOf(await attribute(orders))).toEqual({
    ...types(
      'string',
      'InstanceId InstanceName RegionId ZoneId SecondaryZoneId ResourceGroupId GlobalInstanceId InstanceType ArchitectureType NodeType EngineVersion InstanceClass PackageType CloudType ComputingType InstanceStatus ChargeType CreateTime EndTime NetworkType VpcId VSwitchId PrivateIp ConnectionDomain Config Engine RealInstanceClass ReplicaId ReplicationMode AvailabilityValue MaintainStartTime MaintainEndTime SecurityIPList VpcAuthMode VpcCloudInstanceId ZoneType Storage StorageType AuditLogRetention BackupLogStartTime HasRenewChangeOrder',
    ),
    ...types(
      'number',
      'Port Capacity Bandwidth QPS Connections ShardCount ReadOnlyCount ReplicaCount SlaveReadOnlyCount SlaveReplicaCount',
    ),
    ...types('boolean', 'IsRds IsSupportTDE IsOrderCompleted InstanceReleaseProtection AutoSecondaryZone'),
    Tags: 'object',
  })
})

test.each(['r-unknown', foreign, '', '__proto__'])('DescribeInstanceAttribute does not find %j', async (InstanceId) => {
  expect(await call('DescribeInstanceAttribute', { InstanceId })).toMatchObject({
    status: 404,
    Code: 'InvalidInstanceId.NotFound',
    Message: 'The InstanceId provided does not exist in our records.',
  })
})

test('DescribeInstancesOverview has these members, of these types', async () => {
  const { Instances, TotalCount } = await call('DescribeInstancesOverview', { RegionId: 'cn-shanghai' })
  expect(TotalCount).toBe(1)
  expect(typesOf(Instances[0])).toEqual({
    ...types(
      'string',
      'ArchitectureType ChargeType ConnectionDomain CreateTime EndTime EngineVersion GlobalInstanceId InstanceClass InstanceId InstanceName InstanceStatus InstanceType NetworkType NodeType PrivateIp RegionId ResourceGroupId SecondaryZoneId VSwitchId VpcId ZoneId',
    ),
    Capacity: 'number',
  })
})

describe('CreateInstance', () => {
  test('answers with these members, of these types', async () => {
    const { status, ...answer } = await create()
    expect(typesOf(answer)).toEqual({
      ...types(
        'string',
        'RequestId InstanceId InstanceName InstanceStatus RegionId ZoneId VpcId VSwitchId NetworkType NodeType ChargeType ConnectionDomain UserName Config PrivateIpAddr EndTime',
      ),
      ...types('number', 'Bandwidth Capacity Connections QPS Port OrderId'),
    })
    expect(status).toBe(200)
    expect(answer).toMatchObject({
      InstanceStatus: 'Creating',
      RegionId: region,
      ChargeType: 'PostPaid',
      Capacity: 1024,
    })
    expect(answer.InstanceId).toMatch(/^r-bp1[0-9a-z]{15}$/)
    await call('DeleteInstance', { InstanceId: answer.InstanceId })
  })

  test('keeps what was ordered', async () => {
    const order = {
      InstanceName: 'ordered',
      EngineVersion: '6.0',
      ZoneId: 'cn-hangzhou-b',
      SecondaryZoneId: 'cn-hangzhou-k',
      NetworkType: 'VPC',
      VpcId: 'vpc-1',
      VSwitchId: 'vsw-1',
      NodeType: 'MASTER_SLAVE',
      ShardCount: 2,
      MaintainStartTime: '02:00Z',
      MaintainEndTime: '03:00Z',
    }
    const { InstanceId } = await create({
      ...order,
      Password: 'Secret-1',
      Port: '6380',
      PrivateIpAddress: '10.0.0.7',
      ConnectionStringPrefix: 'ordered01',
      Tag: [{ Key: 'team' }],
    })
    expect(await attribute(InstanceId)).toMatchObject({
      ...order,
      Port: 6380,
      PrivateIp: '10.0.0.7',
      ConnectionDomain: 'ordered01.redis.rds.aliyuncs.com',
      ArchitectureType: 'cluster',
      InstanceStatus: 'Normal',
      Tags: { Tag: [{ Key: 'team', Value: '' }] },
    })
    expect(server.output()).not.toContain('Secret-1')
    await call('DeleteInstance', { InstanceId })
  })

  test('the same token and order make one instance', async () => {
    const order = { Token: 'token-1', Tag: [{ Key: 'a', Value: 'b' }] }
    const first = await create(order)
    expect(await create(order)).toMatchObject({ status: 200, InstanceId: first.InstanceId, OrderId: first.OrderId })
    expect(await create({ ...order, EngineVersion: '7.0' })).toMatchObject({ Code: 'IdempotentParameterMismatch' })
    expect(await create({ ...order, Token: 'Token-1' })).not.toMatchObject({ InstanceId: first.InstanceId })
  })

  test('capacity alone chooses a class', async () => {
    const { InstanceId } = await create({ InstanceClass: undefined, Capacity: 4096 })
    expect(await attribute(InstanceId)).toMatchObject({
      RealInstanceClass: 'redis.master.stand.default',
      Capacity: 4096,
    })
  })

  test('a prepaid instance ends when its period does', async () => {
    const { InstanceId, EndTime } = await create({ ChargeType: 'PrePaid', Period: '12' })
    const { CreateTime } = await attribute(InstanceId)
    expect(Number(EndTime.slice(0, 4))).toBe(Number(CreateTime.slice(0, 4)) + 1)
  })

  test.each([
    [400, 'MissingRegionId', { RegionId: undefined }],
    [400, 'MissingClassCode', { InstanceClass: undefined }],
    [400, 'InvalidCapacity.NotFound', { InstanceClass: undefined, Capacity: 3 }],
    [404, 'InvalidDBInstanceClass.NotFound', { InstanceClass: 'redis.huge' }],
    [404, 'InvalidRegion.NotFound', { RegionId: 'mars-1' }],
    [400, 'InvalidZoneId.NotFound', { ZoneId: 'cn-beijing-a' }],
    [400, 'InvalidSecondaryZoneId', { ZoneId: 'cn-hangzhou-b', SecondaryZoneId: 'cn-hangzhou-b' }],
    [400, 'InvalidInstanceName.Malformed', { InstanceName: '1' }],
    [400, 'InvalidPassword.Malformed', { Password: 'short' }],
    [400, 'InvalidToken.Malformed', { Token: 't'.repeat(65) }],
    [400, 'InvalidEngineVersion', { EngineVersion: '9.0' }],
    [400, 'InvalidPort', { Port: '0' }],
    [400, 'InvalidPrivateIpAddress', { PrivateIpAddress: 'here' }],
    [400, 'InvalidConnectionStringPrefix', { ConnectionStringPrefix: 'short' }],
    [400, 'MissingPeriod', { ChargeType: 'PrePaid' }],
    [400, 'MissingAutoRenewPeriod', { AutoRenew: 'true' }],
    [400, 'DryRunOperation', { DryRun: true }],
    [400, 'InvalidTagKey.Malformed', { Tag: [{ Key: 'acs:x' }] }],
    [400, 'InvalidTagValue.Malformed', { Tag: [{ Key: 'x', Value: 'http://x' }] }],
    [400, 'NumberExceed.Tags', { Tag: Array.from({ length: 21 }, (_, n) => ({ Key: `k${n}` })) }],
    [400, 'Duplicate.TagKey', { Tag: [{ Key: 'x' }, { Key: 'x' }] }],
  ])('%d %s, and nothing is made: %j', async (status, Code, params) => {
    const count = async () => (await call('DescribeInstances')).TotalCount
    const before = await count()
    expect(await create(params)).toMatchObject({ status, Code })
    expect(await count()).toBe(before)
  })
})

describe('ModifyInstanceAttribute', () => {
  const modify = (params: Params) => call('ModifyInstanceAttribute', { InstanceId: sessions, ...params })

  test('renames, and switches release protection', async () => {
    expect(await modify({ InstanceName: '会话缓存', InstanceReleaseProtection: true })).toMatchObject({ status: 200 })
    expect(await attribute(sessions)).toMatchObject({ InstanceName: '会话缓存', InstanceReleaseProtection: true })
    expect(await modify({ InstanceReleaseProtection: false })).toMatchObject({ status: 200 })
    expect(await attribute(sessions)).toMatchObject({ InstanceName: '会话缓存', InstanceReleaseProtection: false })
    await modify({ InstanceName: 'orders-sessions' })
  })

  test('takes a password, and tells it to no one', async () => {
    expect(await modify({ NewPassword: 'Another-1' })).toMatchObject({ status: 200 })
    expect(JSON.stringify(await attribute(sessions))).not.toContain('Another-1')
    expect(server.output()).not.toContain('Another-1')
  })

  test.each([
    [400, 'MissingInstanceId', { InstanceId: undefined, InstanceName: 'name' }],
    [400, 'MissingParameter', {}],
    [400, 'InvalidInstanceName.Malformed', { InstanceName: 'a b' }],
    [400, 'InvalidPassword.Malformed', { NewPassword: 'short' }],
    [404, 'InvalidInstanceId.NotFound', { InstanceId: foreign, InstanceName: 'name' }],
  ])('%d %s: %j', async (status, Code, params) => {
    expect(await modify(params)).toMatchObject({ status, Code })
  })
})

describe('DeleteInstance', () => {
  test('takes the tags with it', async () => {
    const { InstanceId } = await create({ Tag: [{ Key: 'short-lived', Value: '' }] })
    expect(await call('DeleteInstance', { InstanceId })).toMatchObject({ status: 200 })
    const { Tags } = await call('DescribeTags', { RegionId: region })
    expect(Tags.map((row: Answer) => row.TagKey)).not.toContain('short-lived')
    expect(await call('DeleteInstance', { InstanceId })).toMatchObject({ Code: 'InvalidInstanceId.NotFound' })
  })

  test.each([
    [403, 'InstanceReleaseProtection', guarded],
    [403, 'IncorrectDBInstanceState', prepaid],
    [404, 'InvalidInstanceId.NotFound', foreign],
    [404, 'InvalidInstanceId.NotFound', 'r-unknown'],
  ])('%d %s: %s', async (status, Code, InstanceId) => {
    expect(await call('DeleteInstance', { InstanceId })).toMatchObject({ status, Code })
  })
})

test('addresses and default networks are the same whenever they are asked for', async () => {
  expect(await attribute(orders)).toEqual(await attribute(orders))
  expect((await attribute(orders)).VpcId).toBe((await attribute(sessions)).VpcId)
})
