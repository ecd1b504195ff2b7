import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Tag } from '../../tags/tag.ts'
import type { AttachedTagFilter, InstanceFilter, TagCondition, TaggedInstance } from '../instance.ts'
import type { Store } from '../store.ts'
import { anInstance, north, type OpenBed, south, start, tags } from './bed.conformance.ts'

const all = { offset: 0, limit: 1000 }

/** What a store promises of its listings: which, in which order, and page by page. */
export function listingsConformance(open: OpenBed): void {
  const fleet = [
    anInstance('i1', { name: 'orders', tags: tags('env=prod', 'team=orders'), createdAt: start + 1 }),
    anInstance('i2', { name: 'orders-2', tags: tags('env=test', 'team=orders'), details: { class: 's', zone: 'a' } }),
    anInstance('i3', { name: '50%_off', tags: tags('env='), details: { class: 'm', shards: 4 }, readyAt: start + 10 }),
    anInstance('i4', { name: 'Søk 😀', region: south, expiresAt: start + 10, tags: tags('env=prod') }),
    anInstance('i5', { name: '', region: south, expiresAt: start + 20 }),
    anInstance('i1', { tenant: 't2', name: 'orders', tags: tags('env=prod', 'theirs=1') }),
  ]

  test.each<[rule: string, filter: InstanceFilter, ids: string]>([
    ['no filter', {}, 'i1 i2 i3 i4 i5'],
    ['a region', { region: south }, 'i4 i5'],
    ['ids', { ids: ['i5', 'i1', 'x'] }, 'i1 i5'],
    ['no ids', { ids: [] }, ''],
    ['a name', { name: 'orders' }, 'i1'],
    ['an empty name', { name: '' }, 'i5'],
    ['a name in another letter case', { name: 'Orders' }, ''],
    ['part of a name', { nameContains: 'rder' }, 'i1 i2'],
    ['wildcards are letters', { nameContains: '%' }, 'i3'],
    ['one wildcard letter', { nameContains: '_' }, 'i3'],
    ['part of a name in four bytes', { nameContains: '😀' }, 'i4'],
    ['part of a name in another letter case', { nameContains: 'ORDER' }, ''],
    ['part of the name or of the id', { nameOrIdContains: '2' }, 'i2'],
    ['part of the id alone', { nameOrIdContains: 'i4' }, 'i4'],
    ['a detail', { details: { class: ['s', 'l'] } }, 'i2'],
    ['several details', { details: { class: ['s', 'm'], zone: ['a'] } }, 'i2'],
    ['no value for a detail', { details: { class: [] } }, ''],
    ['a detail that is not text', { details: { shards: ['4'] } }, ''],
    ['a detail that none has', { details: { 'no"ne': ['a'] } }, ''],
    ['ready', { ready: { at: start + 9, is: true } }, 'i1 i2 i4 i5'],
    ['not ready', { ready: { at: start + 9, is: false } }, 'i3'],
    ['ready at the very time', { ready: { at: start + 10, is: true } }, 'i1 i2 i3 i4 i5'],
    ['expired', { expired: { at: start + 19, is: true } }, 'i4'],
    ['not expired, or never to expire', { expired: { at: start + 19, is: false } }, 'i1 i2 i3 i5'],
    ['expired at the very time', { expired: { at: start + 20, is: true } }, 'i4 i5'],
    ['a tag key', { tags: [{ key: 'env' }] }, 'i1 i2 i3 i4'],
    ['a tag key with no values', { tags: [{ key: 'env', values: [] }] }, 'i1 i2 i3 i4'],
    ['a tag value', { tags: [{ key: 'env', values: ['prod'] }] }, 'i1 i4'],
    ['an empty tag value', { tags: [{ key: 'env', values: [''] }] }, 'i3'],
    ['one of several tag values', { tags: [{ key: 'env', values: ['prod', 'test'] }] }, 'i1 i2 i4'],
    ['several tags', { tags: [{ key: 'env', values: ['prod'] }, { key: 'team' }] }, 'i1'],
    ['a key of another tenant', { tags: [{ key: 'theirs' }] }, ''],
    ['no tags', { tags: [] }, 'i1 i2 i3 i4 i5'],
  ])('instances by %s', async (_rule, filter, ids) => {
    await using bed = await open(fleet)
    const { instances, total } = await bed.store.listInstances('t1', filter, all)
    expect(instances.map(({ id }) => id).join(' ')).toBe(ids)
    expect(total).toBe(instances.length)
    expect(await bed.store.countInstances('t1', filter)).toBe(total)
  })

  test('every combination of filters lists what each of them holds for', async () => {
    await using bed = await open(fleet)
    const ours = fleet.filter(({ tenant }) => tenant === 't1')
    await fc.assert(
      fc.asyncProperty(anyFilter, async (filter) => {
        const { instances, total } = await bed.store.listInstances('t1', filter, all)
        expect(instances).toEqual(ours.filter((instance) => holds(filter, instance)))
        expect(total).toBe(instances.length)
      }),
      { numRuns: 200 },
    )
  })

  test('instances come newest first, then by id in code point order', async () => {
    const ids = ['b', 'a', '\uffff', '😀', 'é']
    const older = ids.map((id) => anInstance(id))
    await using bed = await open([...older, anInstance('z', { createdAt: start + 1 })])
    expect(await idsOf(bed.store, {}, all)).toEqual(['z', 'a', 'b', 'é', '\uffff', '😀'])
  })

  test('a page is a slice of the listing, and the total is of all', async () => {
    await using bed = await open(fleet)
    const page = (offset: number, limit: number) => bed.store.listInstances('t1', {}, { offset, limit })
    expect((await page(1, 2)).instances.map(({ id }) => id)).toEqual(['i2', 'i3'])
    expect(await page(4, 9)).toEqual({ instances: [fleet[4]], total: 5 })
    expect(await page(5, 9)).toEqual({ instances: [], total: 5 })
    expect(await page(0, 0)).toEqual({ instances: [], total: 5 })
  })

  test.each<[rule: string, filter: Partial<AttachedTagFilter>, attached: string]>([
    ['of a region', {}, 'i1.env=prod i1.team=orders i2.env=test i2.team=orders i3.env='],
    ['of another region', { region: south }, 'i4.env=prod'],
    ['of another tenant', { tenant: 't2' }, 'i1.env=prod i1.theirs=1'],
    ['of instances', { instances: ['i3', 'i1', 'i4', 'x'] }, 'i1.env=prod i1.team=orders i3.env='],
    ['of no instances', { instances: [] }, ''],
    ['of a key', { tags: [{ key: 'team' }] }, 'i1.team=orders i2.team=orders'],
    ['of a key and value', { tags: [{ key: 'env', values: ['test', ''] }] }, 'i2.env=test i3.env='],
    [
      'of the instances for which every condition holds',
      { tags: [{ key: 'env', values: ['prod'] }, { key: 'team' }] },
      'i1.env=prod i1.team=orders',
    ],
    ['of conditions that no instance meets', { tags: [{ key: 'env', values: ['prod'] }, { key: 'x' }] }, ''],
    ['of instances and a key', { instances: ['i2', 'i3'], tags: [{ key: 'team' }] }, 'i2.team=orders'],
  ])('attached tags %s', async (_rule, filter, attached) => {
    await using bed = await open(fleet)
    const found = await bed.store.listAttachedTags({ tenant: 't1', region: north, ...filter }, undefined, 100)
    expect(found.map(({ instance, key, value }) => `${instance}.${key}=${value}`).join(' ')).toBe(attached)
  })

  const unordered = ['z', '😀', '\uffff', 'é', 'a\0', 'a', 'Z'].map((key) => ({ key, value: key }))
  const ordered = ['Z', 'a', 'a\0', 'z', 'é', '\uffff', '😀'].map((key) => ({ key, value: key }))

  test('attached tags come by instance and then key, in code point order, page by page', async () => {
    await using bed = await open([anInstance('b', { tags: unordered }), anInstance('a', { tags: unordered })])
    const expected = ['a', 'b'].flatMap((instance) => ordered.map((one) => ({ instance, ...one })))
    const filter = { tenant: 't1', region: north }
    const next = (after: (typeof expected)[number] | undefined) => bed.store.listAttachedTags(filter, after, 3)
    expect(await allPages(next, 3)).toEqual(expected)
  })

  test('distinct tags come once each, by key and then value, in code point order, page by page', async () => {
    const more = tags('z=2', 'z=1', 'z=')
    await using bed = await open([
      anInstance('b', { tags: unordered }),
      anInstance('a', { tags: unordered }),
      ...more.map((one, index) => anInstance(`c${index}`, { tags: [one] })),
    ])
    const [last = { key: '', value: '' }] = ordered.filter(({ key }) => key === 'z')
    const expected = ordered.flatMap((one) => (one === last ? [...tags('z=', 'z=1', 'z=2'), last] : [one]))
    const next = (after: Tag | undefined) => bed.store.listDistinctTags('t1', north, after, 4)
    expect(await allPages(next, 4)).toEqual(expected)
  })

  test('distinct tags are those of the region and the tenant', async () => {
    await using bed = await open(fleet)
    expect(await bed.store.listDistinctTags('t1', south, undefined, 10)).toEqual(tags('env=prod'))
    expect(await bed.store.listDistinctTags('t2', north, undefined, 10)).toEqual(tags('env=prod', 'theirs=1'))
    expect(await bed.store.listDistinctTags('t3', north, undefined, 10)).toEqual([])
  })

  test('a page that starts after a tag that is gone goes on where it would stand', async () => {
    await using bed = await open([anInstance('a', { tags: tags('a=1', 'c=1') })])
    expect(await bed.store.listDistinctTags('t1', north, { key: 'b', value: '' }, 10)).toEqual(tags('c=1'))
    const after = { instance: 'a', key: 'b' }
    expect(await bed.store.listAttachedTags({ tenant: 't1', region: north }, after, 10)).toMatchObject(tags('c=1'))
  })
}

const text = fc.constantFrom('orders', 'o', '', '%', 'i', '2', '😀')
const values = fc.array(fc.constantFrom('prod', 'test', '', 'orders'), { maxLength: 2 })
const condition = fc.oneof(
  fc.record({ key: fc.constantFrom('env', 'team', 'theirs') }),
  fc.record({ key: fc.constantFrom('env', 'team'), values }),
)
const moment = fc.record({ at: fc.integer({ min: start, max: start + 21 }), is: fc.boolean() })
const anyFilter: fc.Arbitrary<InstanceFilter> = fc.record(
  {
    region: fc.constantFrom(north, south),
    ids: fc.subarray(['i1', 'i2', 'i3', 'i4', 'i5', 'x']),
    name: fc.constantFrom('orders', 'orders-2', ''),
    nameContains: text,
    nameOrIdContains: text,
    details: fc.dictionary(fc.constantFrom('class', 'zone', 'shards'), fc.subarray(['s', 'm', 'a', '4'])),
    ready: moment,
    expired: moment,
    tags: fc.array(condition, { maxLength: 2 }),
  },
  { requiredKeys: [] },
)

/** Whether every member of `filter` holds for `instance`, read off its documentation. */
function holds(filter: InstanceFilter, instance: TaggedInstance): boolean {
  const { region, ids, name, nameContains = '', nameOrIdContains = '', details = {}, ready, expired } = filter
  const { expiresAt = Number.POSITIVE_INFINITY } = instance
  return [
    region === undefined || region === instance.region,
    ids === undefined || ids.includes(instance.id),
    name === undefined || name === instance.name,
    instance.name.includes(nameContains),
    instance.name.includes(nameOrIdContains) || instance.id.includes(nameOrIdContains),
    Object.entries(details).every(([member, texts]) => texts.some((one) => one === instance.details[member])),
    ready === undefined || instance.readyAt <= ready.at === ready.is,
    expired === undefined || expiresAt <= expired.at === expired.is,
    (filter.tags ?? []).every((one) => meets(one, instance.tags)),
  ].every(Boolean)
}

function meets({ key, values = [] }: TagCondition, carried: readonly Tag[]): boolean {
  return carried.some((tag) => tag.key === key && (values.length === 0 || values.includes(tag.value)))
}

async function idsOf(store: Store, filter: InstanceFilter, page: typeof all): Promise<readonly string[]> {
  return (await store.listInstances('t1', filter, page)).instances.map(({ id }) => id)
}

/** Follows a listing to its end; every page but the last must be full. */
async function allPages<Item>(next: (after: Item | undefined) => Promise<readonly Item[]>, limit: number) {
  const found: Item[] = []
  for (;;) {
    const page = await next(found.at(-1))
    expect(page.length).toBeLessThanOrEqual(limit)
    found.push(...page)
    if (page.length < limit) return found
  }
}
