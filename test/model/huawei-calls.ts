import fc from 'fast-check'
import type { HuaweiCall } from './calls.ts'
import { foreignDb, foreignProject, strictDbs, strictProject, wideDbs, wideProject } from './fleet.ts'

/** Every key that a call can attach. */
export const huaweiKeys = [
  ...Array.from({ length: 13 }, (_, index) => `k${index}`),
  '__proto__',
  'K1',
  ' k1 ',
  'a_.:/=+-@',
  '键',
  'e\u0301',
  '\u{20000}'.repeat(128),
]
/** Bad to create; the first six can be deleted. */
const badKeys: readonly unknown[] = [
  '_sys_a',
  'a*b',
  'x'.repeat(129),
  '\u{1F600}',
  'tab\t',
  '\u00A0k',
  '',
  '   ',
  7,
  null,
  undefined,
  {},
]
const goodValues: readonly unknown[] = ['v1', 'v2', '', null, 'é 中 _.:/=+-@', 'v'.repeat(255)]
const badValues: readonly unknown[] = ['a*b', 'v'.repeat(256), 'line\n', 5, true, {}, []]

const mostly = <T>(good: readonly T[], bad: readonly T[], goodWeight = 60) =>
  fc.oneof(
    { weight: goodWeight, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...bad) },
  )

const key = mostly<unknown>(huaweiKeys, badKeys)
const value = mostly(goodValues, badValues)
const created = fc.oneof(
  { weight: 20, arbitrary: fc.record({ key, value }) },
  { weight: 1, arbitrary: fc.record({ key }) },
)
const deleted = fc.oneof(fc.record({ key }), fc.record({ key, value }))

function tagLists(tag: fc.Arbitrary<{ key: unknown }>) {
  return fc.oneof(
    { weight: 12, arbitrary: fc.uniqueArray(tag, { minLength: 1, maxLength: 12, selector: (each) => each.key }) },
    { weight: 1, arbitrary: fc.array(tag, { minLength: 2, maxLength: 5 }) },
  )
}

const brokenBody = fc.constantFrom<unknown>(
  [],
  null,
  'create',
  {},
  { action: 'create' },
  { action: 'create', tags: [] },
  { action: 'create', tags: {} },
  { action: 'create', tags: [null] },
  { action: 'create', tags: [['key', 'k1']] },
  { action: 'delete', tags: [{}] },
  { tags: [{ key: 'k1', value: 'v1' }] },
  { action: 'Create', tags: [{ key: 'k1', value: 'v1' }] },
  { action: null, tags: [{ key: 'k1', value: 'v1' }] },
)

const actionBody = fc.oneof(
  { weight: 10, arbitrary: fc.record({ action: fc.constant('create'), tags: tagLists(created) }) },
  { weight: 8, arbitrary: fc.record({ action: fc.constant('delete'), tags: tagLists(deleted) }) },
  { weight: 1, arbitrary: brokenBody },
)

const ownPlace = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...strictDbs).map((instance) => ({ project: strictProject, instance })) },
  { weight: 1, arbitrary: fc.constantFrom(...wideDbs).map((instance) => ({ project: wideProject, instance })) },
)
/** Instances that are another's, or that are in another project; and a project that is another's. */
const wrongPlace = fc.constantFrom(
  ...[foreignDb, ...wideDbs, `${'9'.repeat(32)}in02`].map((instance) => ({ project: strictProject, instance })),
  { project: foreignProject, instance: foreignDb },
)
const place = fc.oneof({ weight: 20, arbitrary: ownPlace }, { weight: 1, arbitrary: wrongPlace })

type Place = Pick<HuaweiCall, 'project' | 'instance'>

function calls(
  operation: HuaweiCall['operation'],
  at: fc.Arbitrary<Place>,
  body: fc.Arbitrary<unknown> = fc.constant(undefined),
) {
  return fc.tuple(at, body).map(([where, sent]): HuaweiCall => ({ cloud: 'huawei', operation, ...where, body: sent }))
}

const filterKey = mostly([...huaweiKeys.slice(0, 6), ' k0', '键'], ['', '  '], 40)
const filterTag = fc.oneof(
  fc.record({ key: filterKey }),
  fc.record({ key: filterKey, values: fc.array(fc.constantFrom('v1', 'v2', ' v1 ', ''), { maxLength: 2 }) }),
)
const filters = {
  tags: fc.uniqueArray(filterTag, { maxLength: 2, selector: (each) => each.key.trim() }),
  matches: fc.constantFrom(
    [],
    [{ key: 'instance_name', value: 'db-a' }],
    [{ key: 'instance_name', value: '' }],
    [{ key: 'instance_id', value: strictDbs[1] }],
  ),
}
const filterBody = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ action: fc.constantFrom('filter', 'count'), ...filters }, { requiredKeys: ['action'] }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      action: fc.constant('filter'),
      limit: mostly<unknown>(['100', 100, '20'], [0, '0', 101, -1, 'x'], 4),
      offset: mostly<unknown>(['0', 0], [-1, '-1', 'x'], 4),
      ...filters,
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom({}, { action: 'Filter' }, { action: 'list' }) },
)

const contested = fc.constant({ project: strictProject, instance: strictDbs[0] ?? '' })

/** Writes to the same instance and reads of it, for calls at the same time. */
export const contestingHuaweiCall = fc.oneof(
  { weight: 3, arbitrary: calls('BatchTagAction', contested, actionBody) },
  { weight: 1, arbitrary: calls('ListInstanceTags', contested) },
)

/** Any call to the tag operations of DDS. */
export const huaweiCall = fc.oneof(
  { weight: 10, arbitrary: calls('BatchTagAction', place, actionBody) },
  { weight: 3, arbitrary: calls('ListInstanceTags', place) },
  { weight: 1, arbitrary: calls('ListProjectTags', place) },
  { weight: 2, arbitrary: calls('ListInstancesByTags', place, filterBody) },
)
