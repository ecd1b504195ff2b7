import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { type Client, clients, currentSdk, type Params } from './clients.ts'
import { foreign, orders, otherKey, region, search, seed, sessions, shanghai } from './fleet.ts'
import type { Answer } from './send.ts'

let server: RunningServer
let call: Client

beforeAll(async () => {
  server = await startServer({ seed })
})
afterAll(() => server?.[Symbol.asyncDispose]())

const fixed = { RegionId: region, ResourceType: 'INSTANCE' }
const seeded = [
  { Key: 'team', Value: 'orders' },
  { Key: 'env', Value: 'prod' },
]

function keys(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `key-${index}`)
}

function ids(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `r-${index}`)
}

const untag = (params: Params) => call('UntagResources', { ...fixed, ...params })
const tag = (params: Params) => call('TagResources', { ...fixed, ...params })
const list = (params: Params) => call('ListTagResources', { ...fixed, ...params })

async function tagsOf(instance: string): Promise<Record<string, string>> {
  const { TagResources } = await list({ ResourceId: [instance] })
  return Object.fromEntries(TagResources.TagResource.map((row: Answer) => [row.TagKey, row.TagValue]))
}

async function reset(): Promise<void> {
  call = currentSdk(server)
  await untag({ ResourceId: [orders, sessions], All: true })
  await tag({ ResourceId: [orders], Tag: seeded })
  await tag({ ResourceId: [sessions], Tag: [{ Key: 'team', Value: 'orders' }] })
}

beforeEach(reset)

describe.each(clients)('%s', (_name, makeClient) => {
  beforeEach(() => {
    call = makeClient(server)
  })

  test('removes keys from instances, and only those', async () => {
    expect(await untag({ ResourceId: [orders, sessions], TagKey: ['team'] })).toEqual({
      status: 200,
      RequestId: expect.stringMatching(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/),
    })
    expect(await tagsOf(orders)).toEqual({ env: 'prod' })
    expect(await tagsOf(sessions)).toEqual({})
  })

  test('attaches tags, and overwrites the value of a key that is there', async () => {
    const texts = { 'k 1': "a+b c*~!'()&=%", 键: '值 😀', 'e\u0301': 'עברית' }
    const pairs = Object.entries(texts).map(([Key, Value]) => ({ Key, Value }))
    expect(await tag({ ResourceId: [orders], Tag: [...pairs, { Key: 'env', Value: 'test' }] })).toMatchObject({
      status: 200,
    })
    expect(await tagsOf(orders)).toEqual({ team: 'orders', env: 'test', ...texts })
  })

  test('is told the code, the message and where to read more', async () => {
    const answer = await untag({ ResourceId: ['r-unknown'], TagKey: ['team'] })
    expect(answer).toMatchObject({
      Code: 'InvalidDbInstanceId.NotFound',
      Message: 'Specified instance does not exist.',
      HostId: server.host,
      Recommend: `https://api.aliyun.com/troubleshoot?q=InvalidDbInstanceId.NotFound&product=R-kvstore&requestId=${answer.RequestId}`,
    })
  })

  test('is refused by a wrong secret', async () => {
    call = makeClient(server, { id: 'LTAI5tTestRootKey', secret: 'wrong' })
    expect(await untag({ ResourceId: [orders], All: true })).toMatchObject({ Code: 'SignatureDoesNotMatch' })
  })
})

describe('UntagResources', () => {
  /** One row for each documented error, as the page lists them. `Scope` is no parameter of the SDK: see raw.test.ts. */
  test.each([
    [400, 'InvalidTagKey.Malformed', 'The specified parameter Tag.n.Key or TagKey.n is not valid.', { TagKey: [''] }],
    [400, 'InvalidParameter.ResourceId', 'The specified parameter ResourceId.n is not valid.', { ResourceId: ['r 1'] }],
    [400, 'MissParameter.TagOrResourceId', 'The parameter Tag.n or ResourceId.n is needed.', { TagKey: undefined }],
    [400, 'NumberExceed.ResourceIds', 'The ResourceIds parameter number is exceed.', { ResourceId: ids(51) }],
    [400, 'NumberExceed.Tags', 'The Tags parameter number is exceed.', { TagKey: keys(21) }],
    [400, 'Duplicate.TagKey', 'The specified parameter Tag.n.Key is duplicated.', { TagKey: ['a', 'a'] }],
    [
      400,
      'InvalidParameter.ResourceType',
      'The specified parameter ResourceType is not valid.',
      { ResourceType: 'DISK' },
    ],
    [404, 'InvalidDbInstanceId.NotFound', 'Specified instance does not exist.', { ResourceId: [orders, 'r-unknown'] }],
  ])('%d %s: %s', async (status, Code, Message, params) => {
    expect(await untag({ ResourceId: [orders], TagKey: ['team'], ...params })).toMatchObject({ status, Code, Message })
    expect(await tagsOf(orders)).toEqual({ team: 'orders', env: 'prod' })
  })

  test.each([
    ['RegionId', { RegionId: undefined }],
    ['ResourceType', { ResourceType: undefined }],
    ['ResourceId', { ResourceId: undefined }],
  ])('without %s it is told so', async (name, params) => {
    expect(await untag({ ResourceId: [orders], TagKey: ['team'], ...params })).toMatchObject({
      status: 400,
      Code: `Missing${name}`,
      Message: `${name} is mandatory for this action.`,
    })
  })

  test('20 keys at a time', async () => {
    await untag({ ResourceId: [orders], All: true })
    await tag({ ResourceId: [orders], Tag: keys(20).map((Key) => ({ Key, Value: '' })) })
    expect(await untag({ ResourceId: [orders], TagKey: keys(20) })).toMatchObject({ status: 200 })
    expect(await tagsOf(orders)).toEqual({})
  })

  test('All strips every tag', async () => {
    await untag({ ResourceId: [orders], All: true })
    expect(await tagsOf(orders)).toEqual({})
  })

  test('All has no effect beside TagKey', async () => {
    await untag({ ResourceId: [orders], TagKey: ['team'], All: true })
    expect(await tagsOf(orders)).toEqual({ env: 'prod' })
  })

  test('All=false alone selects nothing', async () => {
    expect(await untag({ ResourceId: [orders], All: false })).toMatchObject({ Code: 'MissParameter.TagOrResourceId' })
  })

  test('a key that is not there is skipped', async () => {
    expect(await untag({ ResourceId: [orders, sessions], TagKey: ['env', 'absent'] })).toMatchObject({ status: 200 })
    expect(await tagsOf(orders)).toEqual({ team: 'orders' })
  })

  test('the same instance twice is one', async () => {
    expect(await untag({ ResourceId: [orders, orders], TagKey: ['env'] })).toMatchObject({ status: 200 })
  })

  test('a tag that no instance is left with is gone', async () => {
    await untag({ ResourceId: [orders], TagKey: ['env'] })
    const { Tags } = await call('DescribeTags', { RegionId: region })
    expect(Tags.map((row: Answer) => row.TagKey)).not.toContain('env')
  })

  test.each([
    ['another account', foreign, region],
    ['another region', shanghai, region],
    ['a region that does not exist', orders, 'mars-1'],
  ])('an instance of %s is not found', async (_whose, instance, RegionId) => {
    expect(await untag({ RegionId, ResourceId: [instance], All: true })).toMatchObject({
      Code: 'InvalidDbInstanceId.NotFound',
    })
  })

  test('an instance of another account keeps its tags', async () => {
    await untag({ ResourceId: [foreign], All: true })
    call = currentSdk(server, otherKey)
    expect(await tagsOf(foreign)).toEqual({ team: 'others' })
  })
})

describe('TagResources', () => {
  const pair = (Key: string, Value = '') => ({ Tag: [{ Key, Value }] })

  test.each([
    [400, 'InvalidTagKey.Malformed', pair('')],
    [400, 'InvalidTagKey.Malformed', pair('k'.repeat(129))],
    [400, 'InvalidTagKey.Malformed', pair('aliyun.x')],
    [400, 'InvalidTagKey.Malformed', pair('ACS:x')],
    [400, 'InvalidTagKey.Malformed', pair('see https://x')],
    [400, 'InvalidTagKey.Malformed', pair('a\u0007b')],
    [400, 'InvalidTagValue.Malformed', pair('k', 'v'.repeat(129))],
    [400, 'InvalidTagValue.Malformed', pair('k', 'acs:x')],
    [400, 'InvalidTagValue.Malformed', pair('k', 'http://x')],
    [400, 'InvalidTagValue.Malformed', pair('k', 'a\nb')],
    [400, 'InvalidParameter.ResourceId', { ResourceId: [''] }],
    [400, 'MissParameter.TagOrResourceId', { Tag: undefined }],
    [400, 'NumberExceed.ResourceIds', { ResourceId: ids(51) }],
    [400, 'NumberExceed.Tags', { Tag: keys(21).map((Key) => ({ Key, Value: '' })) }],
    [400, 'Duplicate.TagKey', { Tag: [...pair('a').Tag, ...pair('a', 'b').Tag] }],
    [400, 'InvalidParameter.ResourceType', { ResourceType: 'instance' }],
    [404, 'InvalidDbInstanceId.NotFound', { ResourceId: [orders, 'r-unknown'] }],
    [400, 'MissingResourceId', { ResourceId: undefined }],
  ])('%d %s, and nothing changes: %j', async (status, Code, params) => {
    expect(await tag({ ResourceId: [orders], ...pair('new'), ...params })).toMatchObject({ status, Code })
    expect(await tagsOf(orders)).toEqual({ team: 'orders', env: 'prod' })
  })

  test.each([
    ['128 characters', 'k'.repeat(128), 'v'.repeat(128)],
    ['128 emoji', '😀'.repeat(128), '😀'.repeat(128)],
    ['a prototype key', '__proto__', 'constructor'],
    ['an empty value', 'empty', ''],
    ['combining marks', 'e\u0301\u0323', 'n\u0303'],
    ['right-to-left text', 'مفتاح', 'قيمة\u200f'],
    ['a letter case of its own', 'Team', 'ORDERS'],
  ])('a tag of %s is kept as it was sent', async (_what, Key, Value) => {
    expect(await tag({ ResourceId: [orders], ...pair(Key, Value) })).toMatchObject({ status: 200 })
    const { TagResources } = await list({ ResourceId: [orders] })
    expect(TagResources.TagResource).toContainEqual(expect.objectContaining({ TagKey: Key, TagValue: Value }))
  })

  test('an instance has at most 20 tags, and then none of the instances gets any', async () => {
    await tag({ ResourceId: [orders], Tag: keys(18).map((Key) => ({ Key, Value: '' })) })
    expect(await tag({ ResourceId: [orders, sessions], ...pair('key-20') })).toMatchObject({
      Code: 'NumberExceed.Tags',
    })
    expect(await tagsOf(sessions)).toEqual({ team: 'orders' })
    expect(await tag({ ResourceId: [orders], ...pair('key-0', 'new') })).toMatchObject({ status: 200 })
  })
})

describe('ListTagResources', () => {
  const rowsOf = ({ TagResources }: Answer) =>
    TagResources.TagResource.map((row: Answer) => [row.ResourceId, row.TagKey, row.TagValue])

  test('has a row for each tag of each instance, by instance and then key', async () => {
    const answer = await list({ ResourceId: [sessions, orders] })
    expect(rowsOf(answer)).toEqual([
      [orders, 'env', 'prod'],
      [orders, 'team', 'orders'],
      [sessions, 'team', 'orders'],
    ])
    expect(answer.NextToken).toBe('')
    expect(answer.TagResources.TagResource[0].ResourceType).toBe('ALIYUN::KVSTORE::INSTANCE')
  })

  test('every pair must match, and only their keys are listed', async () => {
    const both = { Tag: [{ Key: 'team', Value: 'orders' }, { Key: 'env' }] }
    expect(rowsOf(await list(both))).toEqual([
      [orders, 'env', 'prod'],
      [orders, 'team', 'orders'],
    ])
    expect(rowsOf(await list({ Tag: [{ Key: 'team', Value: 'orders' }] }))).toEqual([
      [orders, 'team', 'orders'],
      [sessions, 'team', 'orders'],
    ])
    expect(rowsOf(await list({ Tag: [{ Key: 'team', Value: 'nobody' }] }))).toEqual([])
  })

  test('instances and pairs together', async () => {
    expect(rowsOf(await list({ ResourceId: [sessions], Tag: [{ Key: 'team' }] }))).toEqual([
      [sessions, 'team', 'orders'],
    ])
  })

  test.each([
    ['MissParameter.TagOrResourceId', {}],
    ['NumberExceed.ResourceIds', { ResourceId: ids(51) }],
    ['NumberExceed.Tags', { Tag: keys(21).map((Key) => ({ Key })) }],
    ['Duplicate.TagKey', { Tag: [{ Key: 'a' }, { Key: 'a' }] }],
    ['InvalidTagKey.Malformed', { Tag: [{ Key: '' }] }],
    ['InvalidTagValue.Malformed', { Tag: [{ Key: 'a', Value: 'acs:' }] }],
    ['InvalidParameter.ResourceId', { ResourceId: ['*'] }],
    ['InvalidParameter.ResourceType', { ResourceType: 'X', ResourceId: [orders] }],
    ['InvalidDbInstanceId.NotFound', { ResourceId: [orders, 'r-unknown'] }],
    ['InvalidDbInstanceId.NotFound', { ResourceId: [foreign], Tag: [{ Key: 'team' }] }],
    ['InvalidNextToken', { ResourceId: [orders], NextToken: 'made-up' }],
  ])('%s: %j', async (Code, params) => {
    expect(await list(params)).toMatchObject({ Code })
  })

  test('pages go on where the last one ended, whatever was written between them', async () => {
    const fleet = [orders, sessions, search]
    const pairs = keys(20).map((Key) => ({ Key, Value: 'x' }))
    await untag({ ResourceId: fleet, All: true })
    await tag({ ResourceId: fleet, Tag: pairs })
    for (const selection of [{ ResourceId: fleet }, { Tag: keys(20).map((Key) => ({ Key })) }]) {
      const first = await list(selection)
      expect(rowsOf(first)).toHaveLength(50)
      await untag({ ResourceId: [orders], TagKey: ['key-0'] })
      const second = await list({ ...selection, NextToken: first.NextToken })
      expect(second.NextToken).toBe('')
      expect(rowsOf(second)).toHaveLength(10)
      await tag({ ResourceId: [orders], Tag: pairs })
    }
    await untag({ ResourceId: [search], All: true })
  })

  test('a token is good for the listing that it came from only', async () => {
    const fleet = [orders, sessions, search]
    await tag({ ResourceId: fleet, Tag: keys(18).map((Key) => ({ Key, Value: '' })) })
    const { NextToken } = await list({ ResourceId: fleet })
    expect(NextToken).not.toBe('')
    expect(await call('DescribeTags', { RegionId: region, NextToken })).toMatchObject({ Code: 'InvalidNextToken' })
    expect(await list({ ResourceId: fleet, NextToken: NextToken.slice(1) })).toMatchObject({ Code: 'InvalidNextToken' })
    await untag({ ResourceId: [search], All: true })
  })
})

describe('DescribeTags', () => {
  test('has each key with its values', async () => {
    await tag({ ResourceId: [sessions], Tag: [{ Key: 'env', Value: 'test' }] })
    await untag({ ResourceId: [search], All: true })
    const { Tags, NextToken } = await call('DescribeTags', { RegionId: region, ResourceType: 'INSTANCE' })
    expect(Tags).toEqual([
      { TagKey: 'env', TagValues: ['prod', 'test'] },
      { TagKey: 'team', TagValues: ['orders'] },
    ])
    expect(NextToken).toBe('')
  })

  test('is of one region and one account', async () => {
    expect((await call('DescribeTags', { RegionId: 'cn-shanghai' })).Tags).toEqual([
      { TagKey: 'team', TagValues: ['orders'] },
    ])
    expect((await call('DescribeTags', { RegionId: 'eu-west-1' })).Tags).toEqual([])
    call = currentSdk(server, otherKey)
    expect((await call('DescribeTags', { RegionId: region })).Tags).toEqual([{ TagKey: 'team', TagValues: ['others'] }])
  })

  test('goes on on the next page', async () => {
    await untag({ ResourceId: [orders, sessions, search], All: true })
    for (const [index, instance] of [orders, sessions, search].entries()) {
      await tag({ ResourceId: [instance], Tag: keys(20).map((Key) => ({ Key, Value: String(index) })) })
    }
    const first = await call('DescribeTags', { RegionId: region })
    const second = await call('DescribeTags', { RegionId: region, NextToken: first.NextToken })
    const count = ({ Tags }: Answer) => Tags.reduce((sum: number, row: Answer) => sum + row.TagValues.length, 0)
    expect([count(first), count(second), second.NextToken]).toEqual([50, 10, ''])
    await untag({ ResourceId: [search], All: true })
  })

  test.each([
    ['MissingRegionId', { RegionId: undefined }],
    ['InvalidParameter.ResourceType', { ResourceType: 'DISK' }],
    ['InvalidNextToken', { NextToken: 'made-up' }],
  ])('%s: %j', async (Code, params) => {
    expect(await call('DescribeTags', { RegionId: region, ...params })).toMatchObject({ Code })
  })
})
