import { expect, test } from 'vitest'
import type { AccessLevel } from '../required-access.ts'
import { findOperation, operations } from './operations.ts'
import { errorsOf } from './parameter-kind.ts'
import { rKvstore, sts } from './products.ts'

const namesOf = (code: string) => operations.filter(({ product }) => product.code === code).map(({ name }) => name)

const instance = 'acs:kvstore:{region}:{account}:instance/{InstanceId}'
const instances = 'acs:kvstore:{RegionId}:{account}:instance/*'
const resources = 'acs:kvstore:{RegionId}:{account}:instance/{ResourceId}'

/** R-kvstore, "RAM authorization"; levels as the UntagResources page of 2024-02-20 has them: read, write and list. */
const access: readonly (readonly [name: string, level: AccessLevel, resources: string])[] = [
  ['UntagResources', 'write', resources],
  ['TagResources', 'write', resources],
  ['ListTagResources', 'read', instances],
  ['DescribeTags', 'read', '*'],
  ['DescribeRegions', 'read', '*'],
  ['DescribeInstances', 'list', instances],
  ['DescribeInstancesOverview', 'list', instances],
  ['DescribeInstanceAttribute', 'read', instance],
  ['CreateInstance', 'write', instances],
  ['ModifyInstanceAttribute', 'write', instance],
  ['DeleteInstance', 'write', instance],
]

test.each(access)('%s needs the access level %s on %s', (name, level, resources) => {
  expect(findOperation(rKvstore, name)?.access).toEqual({ action: `kvstore:${name}`, level, resources })
})

test('AssumeRole needs permission on the role, and GetCallerIdentity none', () => {
  const access = { action: 'sts:AssumeRole', level: 'read', resources: '{RoleArn}' }
  expect(findOperation(sts, 'AssumeRole')?.access).toEqual(access)
  expect(findOperation(sts, 'GetCallerIdentity')?.permission).toBeUndefined()
})

test('no operation is without a line above', () => {
  expect(new Set(namesOf(rKvstore.code))).toEqual(new Set(access.map(([name]) => name)))
  expect(namesOf(sts.code)).toEqual(['GetCallerIdentity', 'AssumeRole'])
})

test('an operation is found in its own product only', () => {
  expect(findOperation(sts, 'UntagResources')).toBeUndefined()
  expect(findOperation(rKvstore, 'GetCallerIdentity')).toBeUndefined()
})

const gateways = /^(Missing|Invalid)[A-Z]\w+$/

test.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s lists each error of its parameters that is not the gateway’s',
  (_, { parameters, errors }) => {
    const possible = Object.entries(parameters).flatMap(([name, kind]) => errorsOf(kind, name))
    const own = possible.map(({ code }) => code).filter((code) => !gateways.test(code))
    expect(errors.map(({ code }) => code)).toEqual(expect.arrayContaining(own))
  },
)

test.each(['UntagResources', 'TagResources', 'ListTagResources', 'DescribeTags'])(
  '%s lists the ten errors of its page, in its order',
  (name) => {
    expect(findOperation(rKvstore, name)?.errors.map(({ status, code }) => `${status} ${code}`)).toEqual([
      '400 InvalidTagKey.Malformed',
      '400 InvalidTagValue.Malformed',
      '400 InvalidParameter.ResourceId',
      '400 MissParameter.TagOrResourceId',
      '400 InvalidParameter.Scope',
      '400 NumberExceed.ResourceIds',
      '400 NumberExceed.Tags',
      '400 Duplicate.TagKey',
      '400 InvalidParameter.ResourceType',
      '404 InvalidDbInstanceId.NotFound',
    ])
  },
)
