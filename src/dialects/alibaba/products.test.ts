import { expect, test } from 'vitest'
import { products } from './products.ts'

function find(version: string, name: string) {
  return products.get(version)?.operations.get(name)
}

const instance = 'acs:kvstore:*:{account}:instance/{InstanceId}'
const instances = 'acs:kvstore:{RegionId}:{account}:instance/*'
const resources = 'acs:kvstore:{RegionId}:{account}:instance/{ResourceId}'

/** R-kvstore, "RAM authorization". */
test.each([
  ['UntagResources', 'delete', resources],
  ['TagResources', 'create', resources],
  ['ListTagResources', 'get', instances],
  ['DescribeTags', 'get', '*'],
  ['DescribeRegions', 'get', '*'],
  ['DescribeInstances', 'list', instances],
  ['DescribeInstancesOverview', 'list', instances],
  ['DescribeInstanceAttribute', 'get', instance],
  ['CreateInstance', 'create', instances],
  ['ModifyInstanceAttribute', 'update', instance],
  ['DeleteInstance', 'delete', instance],
])('%s needs the access level %s on %s', (name, level, resource) => {
  expect(find('2015-01-01', name)?.access).toEqual({ action: `kvstore:${name}`, level, resource })
})

test('no operation is without a line above', () => {
  expect(products.get('2015-01-01')?.operations.size).toBe(11)
  expect([...(products.get('2015-04-01')?.operations.keys() ?? [])]).toEqual(['GetCallerIdentity'])
})

test.each(['UntagResources', 'TagResources', 'ListTagResources', 'DescribeTags'])(
  '%s lists the ten errors of its page, in its order',
  (name) => {
    expect(find('2015-01-01', name)?.errors.map(({ status, code }) => `${status} ${code}`)).toEqual([
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
