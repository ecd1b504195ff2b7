import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareCodePoints } from '../../tags/compare-code-points.ts'
import { anySelector } from '../../tags/selector/any-selector.fixture.ts'
import type { Selector } from '../../tags/selector/selector.ts'
import { writeSelector } from '../../tags/selector/write-selector.ts'
import type { TaggedInstance } from '../instance.ts'
import type { SortKey, TagCounts } from '../search.ts'
import { anInstance, north, type OpenBed, south, start } from './bed.conformance.ts'
import { allPages, everywhere, holds, type SearchingStore, shown } from './search-calls.conformance.ts'

/** On random fleets and for random selectors, a store agrees with the naive evaluator. */
export function searchAgreementConformance(open: OpenBed): void {
  test('any selector finds what it holds for, in any order, and counts it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyInstance, { maxLength: 30 }),
        fc.array(anyQuery, { minLength: 12, maxLength: 12 }),
        async (drawn, queries) => {
          const instances = drawn.map((one, index) => ({ ...one, id: `${one.id}${index}` }))
          await using bed = await open(instances)
          for (const query of queries) await agrees(bed.store, instances, query)
        },
      ),
      { numRuns: 12 },
    )
  })
}

export interface Query {
  readonly where: Selector
  readonly sort: readonly SortKey[]
  readonly limit: number
}

/** That a store finds what the selector holds for, in order and page by page, and counts it. */
export async function agrees(
  store: SearchingStore,
  instances: readonly TaggedInstance[],
  { where, sort, limit }: Query,
): Promise<void> {
  const expected = instances.filter((one) => holds(where, one)).toSorted(naiveOrder(sort))
  const told = writeSelector(where)
  const found = await allPages(store, { scopes: everywhere, where, sort, limit })
  expect({ told, sort, found }).toEqual({ told, sort, found: expected })
  const filter = { scopes: everywhere, where }
  const keys = await store.countTagKeys(filter, { limit: 100 })
  expect({ told, keys: shown(keys as TagCounts) }).toEqual({
    told,
    keys: naiveCounts(expected, ({ tags }) => tags.map(({ key }) => key)),
  })
  const values = await store.countTagValues(filter, 'k', { limit: 100 })
  const valuesOfK = ({ tags }: TaggedInstance) => tags.filter(({ key }) => key === 'k').map(({ value }) => value)
  expect({ told, values: shown(values as TagCounts) }).toEqual({ told, values: naiveCounts(expected, valuesOfK) })
}

function naiveCounts(
  instances: readonly TaggedInstance[],
  textsOf: (instance: TaggedInstance) => readonly string[],
): string {
  const texts = instances.flatMap(textsOf)
  const counts = [...new Set(texts)].map((text) => ({ text, count: texts.filter((one) => one === text).length }))
  counts.sort((one, other) => other.count - one.count || compareCodePoints(one.text, other.text))
  return counts.map(({ text, count }) => `${text}:${count}`).join(' ')
}

function naiveOrder(sort: readonly SortKey[]): (one: TaggedInstance, other: TaggedInstance) => number {
  return (one, other) => {
    for (const key of sort) {
      const [a, b] = [sortValue(one, key), sortValue(other, key)]
      if (a === b) continue
      if (a === undefined || b === undefined) return a === undefined ? 1 : -1
      const order = typeof a === 'number' ? a - Number(b) : compareCodePoints(a, String(b))
      return key.descending ? -order : order
    }
    return compareCodePoints(one.tenant, other.tenant) || compareCodePoints(one.id, other.id)
  }
}

function sortValue(instance: TaggedInstance, key: SortKey): string | number | undefined {
  if ('byTag' in key) return instance.tags.find((tag) => tag.key === key.byTag)?.value
  return { ...instance, created: instance.createdAt, tags: instance.tags.length }[key.by]
}

const anyText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('', 'p', 'prod', 'pre', 'test', '9', '99', 'P') },
  { weight: 1, arbitrary: fc.constantFrom('😀', '\uffff', 'a\0', '\u0001', '%', '_', '"', "'", '\\', '\u{10ffff}') },
)
const anyKey = fc.constantFrom('k', 'K', 'l', '__proto__', 'a"b', '😀')
/** Instances that have much in common. */
export const anyInstance: fc.Arbitrary<TaggedInstance> = fc
  .record({
    id: fc.constantFrom('a', 'b', '\uffff', '😀'),
    tenant: fc.constantFrom('t1', 't2', 't3'),
    region: fc.constantFrom(north, south),
    name: anyText,
    createdAt: fc.nat(3).map((after) => start + after),
    tags: fc.uniqueArray(fc.record({ key: anyKey, value: anyText }), { selector: ({ key }) => key, maxLength: 5 }),
  })
  .map(({ id, ...rest }) => anInstance(id, rest))
const anySort: fc.Arbitrary<SortKey> = fc
  .tuple(
    fc.constantFrom<SortKey>(
      { by: 'created' },
      { by: 'id' },
      { by: 'name' },
      { by: 'region' },
      { by: 'tags' },
      { by: 'tenant' },
      { byTag: 'k' },
      { byTag: 'l' },
    ),
    fc.boolean(),
  )
  .map(([key, descending]) => ({ ...key, descending }))
export const anyQuery: fc.Arbitrary<Query> = fc.record({
  where: anySelector({
    key: anyKey,
    value: anyText,
    cloud: fc.constantFrom('one', 'two'),
    tenant: fc.constantFrom('t1', 't2'),
    region: fc.constantFrom(north, south),
    created: fc.nat(3).map((after) => start + after),
  }),
  sort: fc.array(anySort, { maxLength: 3 }),
  limit: fc.integer({ min: 1, max: 20 }),
})
