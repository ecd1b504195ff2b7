import { isIPv4 } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findInstanceClass, instanceClasses } from './instance-classes.ts'
import { detailsOf, newInstanceId, orderedInstance } from './kvstore-instance.ts'
import { findRegion, type Region, regions } from './regions.ts'

const region = findRegion('cn-hangzhou') as Region
const instanceClass = findInstanceClass('redis.master.small.default') as (typeof instanceClasses)[number]

function ordered(order: object = {}, id = 'r-1') {
  const base = { account: '1', region, id, name: 'orders', instanceClass, createdAt: 0, readyAt: 0 }
  return orderedInstance({ ...base, ...order })
}

test('the same order makes the same instance', () => {
  expect(ordered()).toEqual(ordered())
})

test('every instance has an address of the default networks', () => {
  fc.assert(
    fc.property(fc.string(), (id) => {
      const { PrivateIp } = detailsOf(ordered({}, id))
      const [first, second] = PrivateIp.split('.').map(Number)
      expect(isIPv4(PrivateIp) && first === 172 && Number(second) >= 16 && Number(second) < 32).toBe(true)
    }),
  )
})

test.each([
  [{ ShardCount: 1 }, 'standard'],
  [{ ShardCount: 2 }, 'cluster'],
  [{ ReadOnlyCount: 1 }, 'rwsplit'],
  [{ ShardCount: 2, ReadOnlyCount: 1 }, 'cluster'],
])('an order of %j has the architecture %s', (order, architecture) => {
  expect(detailsOf(ordered(order)).ArchitectureType).toBe(architecture)
})

test.each([
  ['redis.master.small.default', 'Redis', 'Community'],
  ['redis.amber.master.small.multithread', 'Tair', 'Enterprise'],
])('the class %s is of %s, %s Edition', (name, InstanceType, EditionType) => {
  expect(detailsOf(ordered({ instanceClass: findInstanceClass(name) }))).toMatchObject({ InstanceType, EditionType })
})

test('a classic network has no VPC', () => {
  expect(detailsOf(ordered({ NetworkType: 'CLASSIC' }))).toMatchObject({ VpcId: '', VSwitchId: '' })
})

test('a new id tells its region and is never the same', () => {
  expect(newInstanceId(region)).toMatch(/^r-bp1[0-9a-z]{15}$/)
  expect(newInstanceId(region)).not.toBe(newInstanceId(region))
})

test('regions, their id prefixes and instance classes are told apart', () => {
  expect(new Set(regions.map(({ id }) => id)).size).toBe(regions.length)
  expect(new Set(regions.map(({ idPrefix }) => idPrefix)).size).toBe(regions.length)
  expect(new Set(instanceClasses.map(({ name }) => name)).size).toBe(instanceClasses.length)
})
