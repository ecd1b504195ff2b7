import fc from 'fast-check'
import type { AlibabaCall, Pair, Wire } from './calls.ts'
import { foreignRedis, hangzhou, shanghai } from './fleet.ts'

const wire = fc.constantFrom<Wire>('V3 query', 'V3 form', 'V1 query', 'V1 form')

/** More keys than an instance may have, and names that JavaScript or a signature could stumble over. */
const goodKeys = [
  ...Array.from({ length: 26 }, (_, index) => `k${index}`),
  '__proto__',
  'constructor',
  'K1',
  'a b+c*~%2F&=',
  '键',
  '\uFF5E',
  '\u{1F600}',
  '\u{1F600}'.repeat(128),
]
const badKeys = ['', 'x'.repeat(129), 'aliyun', 'AliYun-x', 'acs:x', 'ACS:', 'see http://x', 'HTTPS://x']
const goodValues = ['', 'v1', 'v2', 'aliyun', 'é 中 +&=%', 'v'.repeat(128), '\u{1F600}'.repeat(128)]
const badValues = ['v'.repeat(129), 'acs:x', 'ACS:x', 'to http://x', 'https://']
const badIds = ['', 'r bad!']
const strangers = [foreignRedis, 'r-bp1unknown00001', ...shanghai]

const mostly = <T>(good: readonly T[], bad: readonly T[]) =>
  fc.oneof({ weight: 60, arbitrary: fc.constantFrom(...good) }, { weight: 1, arbitrary: fc.constantFrom(...bad) })

const key = mostly(goodKeys, badKeys)
const value = mostly(goodValues, badValues)
const pair: fc.Arbitrary<Pair> = fc.oneof(fc.record({ key, value }), fc.record({ key }))

/** Distinct keys as a rule; sometimes repeated, sometimes one too many. */
const pairs = fc.oneof(
  { weight: 12, arbitrary: fc.uniqueArray(pair, { minLength: 1, maxLength: 12, selector: (each) => each.key }) },
  { weight: 2, arbitrary: fc.uniqueArray(pair, { minLength: 18, maxLength: 22, selector: (each) => each.key }) },
  { weight: 1, arbitrary: fc.array(pair, { minLength: 2, maxLength: 5 }) },
)
const keys = fc.oneof(
  { weight: 12, arbitrary: fc.uniqueArray(key, { minLength: 1, maxLength: 12 }) },
  { weight: 2, arbitrary: fc.uniqueArray(key, { minLength: 18, maxLength: 22 }) },
  { weight: 1, arbitrary: fc.array(key, { minLength: 2, maxLength: 5 }) },
)
const ids = fc.oneof(
  { weight: 4, arbitrary: fc.constant(hangzhou) },
  { weight: 20, arbitrary: fc.array(fc.constantFrom(...hangzhou), { minLength: 1, maxLength: 5 }) },
  {
    weight: 1,
    arbitrary: fc.array(fc.constantFrom(...hangzhou, ...strangers, ...badIds), { minLength: 1, maxLength: 3 }),
  },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...hangzhou), { minLength: 49, maxLength: 52 }) },
)
const resourceType = mostly(['INSTANCE'], ['instance', 'Instance', ''])

const base = { cloud: 'alibaba', region: 'cn-hangzhou', resourceType: 'INSTANCE', ids: [], tags: [], keys: [] } as const

function calls(
  operation: AlibabaCall['operation'],
  varied: Partial<{ [Name in keyof AlibabaCall]: fc.Arbitrary<AlibabaCall[Name]> }>,
) {
  return fc
    .record({ wire, ...varied })
    .map((members) => ({ ...base, all: undefined, ...members, operation }) as AlibabaCall)
}

const inShanghai = { region: fc.constant('cn-shanghai'), ids: fc.constant(shanghai) }

const tagResources = fc.oneof(
  { weight: 8, arbitrary: calls('TagResources', { ids, tags: pairs, resourceType }) },
  { weight: 1, arbitrary: calls('TagResources', { ...inShanghai, tags: pairs }) },
)
const untagResources = fc.oneof(
  {
    weight: 8,
    arbitrary: calls('UntagResources', { ids, keys, resourceType, all: fc.constantFrom(undefined, 'true', 'false') }),
  },
  { weight: 2, arbitrary: calls('UntagResources', { ids, all: fc.constantFrom('true', 'TRUE', 'True') }) },
  { weight: 1, arbitrary: calls('UntagResources', { ids, all: fc.constantFrom(undefined, 'false', 'False') }) },
)

/** A filter with an empty value is left out: clients send one where they mean none. */
const filters = fc.uniqueArray(
  fc.oneof(
    fc.record({ key }),
    fc.record({ key, value: fc.constantFrom(...goodValues.slice(1)) }),
  ) as fc.Arbitrary<Pair>,
  { minLength: 1, maxLength: 3, selector: (each) => each.key },
)
const listTagResources = fc.oneof(
  { weight: 4, arbitrary: calls('ListTagResources', { ids }) },
  { weight: 2, arbitrary: calls('ListTagResources', { tags: filters }) },
  { weight: 2, arbitrary: calls('ListTagResources', { ids, tags: filters }) },
  { weight: 1, arbitrary: calls('ListTagResources', {}) },
)
const describeTags = calls('DescribeTags', { region: fc.constantFrom('cn-hangzhou', 'cn-shanghai') })

/** A parameter that has to be there is not. */
const incomplete = fc.oneof(
  calls('UntagResources', { region: fc.constant(undefined), ids, keys }),
  calls('UntagResources', { resourceType: fc.constant(undefined), ids, keys }),
  calls('UntagResources', { keys }),
  calls('TagResources', { tags: pairs }),
)

const contested = { ids: fc.constantFrom(hangzhou.slice(0, 1), hangzhou.slice(0, 2)) }

/** Writes to the same instances and reads of one page, for calls at the same time. */
export const contestingAlibabaCall = fc.oneof(
  { weight: 4, arbitrary: calls('TagResources', { ...contested, tags: pairs }) },
  { weight: 3, arbitrary: calls('UntagResources', { ...contested, keys }) },
  { weight: 1, arbitrary: calls('UntagResources', { ...contested, all: fc.constant('true') }) },
  { weight: 3, arbitrary: calls('ListTagResources', contested) },
)

/** Any call to R-kvstore's tag operations. */
export const alibabaCall = fc.oneof(
  { weight: 8, arbitrary: tagResources },
  { weight: 6, arbitrary: untagResources },
  { weight: 4, arbitrary: listTagResources },
  { weight: 1, arbitrary: describeTags },
  { weight: 1, arbitrary: incomplete },
)
