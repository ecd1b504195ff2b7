import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LoggedDifference } from '../../tags/tag-change.ts'
import type { ChangeFilter, HistoryCursor } from '../history.ts'
import { searchLimits } from '../search.ts'
import type { Store } from '../store.ts'
import {
  aChange,
  aCreation,
  aDeletion,
  anInstance,
  historyPage,
  north,
  type OpenBed,
  south,
  start,
  tags,
} from './bed.conformance.ts'

/** What a store promises of the past: its revisions, its changes newest first, and the tags as they were. */
export function pastConformance(open: OpenBed): void {
  const a = anInstance('a')

  test('a revision is found by the time at which it was reached', async () => {
    await using bed = await open([a, anInstance('a', { tenant: 't2' })])
    for (const [index, at] of [5, 7, 7, 9].entries()) {
      await bed.store.changeTags(aChange({ set: [{ key: 'k', value: `${index}` }], at: start + at }))
    }
    await bed.store.changeTags(aChange({ tenant: 't2', set: tags('k=v'), at: start + 20 }))
    const revisionAt = (later: number) => bed.store.revisionAt('t1', start + later)
    expect(await Promise.all([4, 5, 6, 7, 8, 9, 99].map(revisionAt))).toEqual([0, 1, 1, 3, 3, 4, 4])
    expect(await bed.store.revisionAt('t2', start + 19)).toBe(0)
    expect(await bed.store.revisionOf('t1')).toBe(4)
  })

  test('a tenant without changes, or that does not exist, is at revision 0', async () => {
    await using bed = await open([a])
    for (const tenant of ['t1', 't9']) {
      expect(await bed.store.revisionOf(tenant)).toBe(0)
      expect(await bed.store.revisionAt(tenant, start)).toBe(0)
      expect(await bed.store.listChanges({ tenants: [tenant] }, undefined, 10)).toEqual({ changes: [] })
    }
  })

  test('histories wait in the queue of the searches, and are refused as these are', async () => {
    await using bed = await open([a])
    const { waitingMax } = searchLimits
    const list = () => bed.store.listChanges({ tenants: ['t1'] }, undefined, 1)
    const asOf = () => bed.store.tagsAsOf('t1', ['a'], 0)
    const waiting = Array.from({ length: 2 * waitingMax }, (_, index) => (index % 2 === 0 ? list() : asOf()))
    const busy = { kind: 'too-many-searches', waitingMax }
    const search = { scopes: [{ tenant: 't1' }], sort: [], limit: 1 }
    expect(await Promise.all([list(), asOf(), bed.store.searchInstances(search)])).toEqual([busy, busy, busy])
    const answers = await Promise.all(waiting)
    expect(answers.slice(0, waitingMax)).toEqual(
      answers
        .slice(0, waitingMax)
        .map((_, index) => (index % 2 === 0 ? { changes: [] } : new Map([['a', { region: north, tags: [] }]]))),
    )
    expect(answers.at(-1)).toEqual(busy)
    expect(await list()).toEqual({ changes: [] })
  })

  test('changes of several tenants come newest first, by time', async () => {
    await using bed = await open([a, anInstance('a', { tenant: 't2' })])
    for (const [at, tenant] of [
      [1, 't1'],
      [2, 't2'],
      [3, 't1'],
      [3, 't2'],
      [5, 't1'],
    ] as const) {
      await bed.store.changeTags(aChange({ tenant, set: tags(`k=${at}`), at: start + at }))
    }
    const { changes, next } = await historyPage(bed.store, { tenants: ['t2', 't1'] }, undefined, 10)
    expect(changes.map(({ tenant, after }) => [tenant, after])).toEqual([
      ['t1', '5'],
      ['t2', '3'],
      ['t1', '3'],
      ['t2', '2'],
      ['t1', '1'],
    ])
    expect(next).toBeUndefined()
  })

  test('a row tells all that the log has of it', async () => {
    await using bed = await open([anInstance('a', { region: south })])
    const origin = { actor: 'user/😀', operation: 'Untag', requestId: 'r-2', at: start + 5 }
    await bed.store.changeTags(aChange({ ...origin, region: south, set: tags('k=v') }))
    const row = { ...origin, tenant: 't1', revision: 1, region: south, instance: 'a', key: 'k', after: 'v' }
    expect(await bed.store.listChanges({ tenants: ['t1'] }, undefined, 1)).toEqual({ changes: [row] })
  })

  test('every filter, in pages of any size, lists what it holds for', async () => {
    await using bed = await open(['a', 'b'].flatMap((id) => ['t1', 't2'].map((tenant) => anInstance(id, { tenant }))))
    await fillWithChanges(bed.store)
    const all = (await Promise.all(['t1', 't2'].map((tenant) => bed.store.readChanges(tenant, 0, 1000)))).flat()
    await fc.assert(
      fc.asyncProperty(anyFilter, fc.integer({ min: 1, max: 8 }), async (filter, limit) => {
        expect(await listAll(bed.store, filter, limit)).toEqual(newestFirst(all.filter((one) => holds(filter, one))))
      }),
      { numRuns: 150 },
    )
  })

  test('pages go on where they were, whatever is written meanwhile', async () => {
    await using bed = await open([a])
    const write = (value: number) => bed.store.changeTags(aChange({ set: [{ key: 'k', value: `${value}` }] }))
    for (let value = 0; value < 5; value++) await write(value)
    const values: unknown[] = []
    let next: HistoryCursor | undefined
    do {
      const page = await historyPage(bed.store, { tenants: ['t1'] }, next, 2)
      values.push(...page.changes.map(({ after }) => after))
      await write(10 + values.length)
      next = page.next
    } while (next)
    expect(values).toEqual(['4', '3', '2', '1', '0'])
  })

  test('the past of an instance is there when the instance is gone', async () => {
    await using bed = await open([anInstance('a', { tags: tags('z=1', 'b=2') })])
    await bed.store.deleteInstance(aDeletion('a'))
    const before = new Map([['a', { region: north, tags: tags('b=2', 'z=1') }]])
    expect(await bed.store.tagsAsOf('t1', ['a', 'x'], 1)).toEqual(before)
    expect(await bed.store.tagsAsOf('t1', ['a', 'x'], 2)).toEqual(new Map())
    expect(await listAll(bed.store, { tenants: ['t1'], instance: 'a' }, 10)).toHaveLength(4)
  })

  test('an instance that came again elsewhere has the region that it had', async () => {
    await using bed = await open([anInstance('a', { tags: tags('k=1') })])
    await bed.store.deleteInstance(aDeletion('a'))
    await bed.store.createInstance(aCreation(anInstance('a', { region: south, tags: tags('k=2') })))
    const regionAt = async (revision: number) => {
      const past = await bed.store.tagsAsOf('t1', ['a'], revision)
      return 'kind' in past ? past : past.get('a')
    }
    expect(await regionAt(1)).toEqual({ region: north, tags: tags('k=1') })
    expect(await regionAt(3)).toEqual({ region: south, tags: tags('k=2') })
    const regions = new Map([['t1', [north]]])
    expect(await bed.store.listChanges({ tenants: ['t1'], regions }, undefined, 10)).toHaveProperty('changes.length', 2)
  })

  test('the past of a tenant is its own', async () => {
    await using bed = await open([a, anInstance('a', { tenant: 't2', region: south, tags: tags('k=2') })])
    await bed.store.changeTags(aChange({ set: tags('k=1') }))
    await bed.store.changeTags(aChange({ tenant: 't2', region: south, set: tags('k=3', 'l=3') }))
    const asOf = async (tenant: string, revision: number) => bed.store.tagsAsOf(tenant, ['a'], revision)
    expect(await asOf('t1', 1)).toEqual(new Map([['a', { region: north, tags: tags('k=1') }]]))
    expect(await asOf('t1', 0)).toEqual(new Map([['a', { region: north, tags: [] }]]))
    expect(await asOf('t2', 1)).toEqual(new Map([['a', { region: south, tags: tags('k=2') }]]))
    expect(await asOf('t2', 2)).toEqual(new Map([['a', { region: south, tags: tags('k=3', 'l=3') }]]))
    const { changes } = await historyPage(bed.store, { tenants: ['t1'] }, undefined, 10)
    expect(changes.map(({ tenant }) => tenant)).toEqual(['t1'])
  })

  test('a revision that is not reached yet has the tags of now', async () => {
    await using bed = await open([anInstance('a', { tags: tags('k=1') })])
    expect(await bed.store.tagsAsOf('t1', ['a'], 99)).toEqual(new Map([['a', { region: north, tags: tags('k=1') }]]))
  })
}

const keys = ['k', 'l']
const actors = ['ada', 'bob']
const operations = ['Tag', 'Untag']
const changeCount = 40

/** Changes of two tenants, two instances of each; every third moment has one of both tenants. */
async function fillWithChanges(store: Store): Promise<void> {
  for (let index = 0; index < changeCount; index++) {
    await store.changeTags(
      aChange({
        tenant: index % 2 ? 't1' : 't2',
        instances: index % 5 ? ['a'] : ['b', 'a'],
        set: keys.slice(index % 3 ? 0 : 1).map((key) => ({ key, value: `${index}` })),
        actor: actors[index % 3 ? 0 : 1] ?? '',
        operation: operations[index % 4 ? 0 : 1] ?? '',
        requestId: `r${index >> 1}`,
        at: start + Math.floor(index / 3),
      }),
    )
  }
}

const moment = fc.nat(changeCount >> 1).map((later) => start + later)
const revision = fc.nat(changeCount)
const anyFilter: fc.Arbitrary<ChangeFilter> = fc.record(
  {
    tenants: fc.constantFrom(['t1'], ['t1', 't2'], ['t2', 't1'], ['t9', 't2'], []),
    regions: fc
      .record(
        { t1: fc.constantFrom([north], [south], [south, north], []), t2: fc.constantFrom([north], [south]) },
        { requiredKeys: [] },
      )
      .map((regions) => new Map(Object.entries(regions))),
    instance: fc.constantFrom('a', 'b', 'c'),
    key: fc.constantFrom(...keys, 'absent'),
    actor: fc.constantFrom(...actors),
    requestId: fc.nat(changeCount >> 1).map((number) => `r${number}`),
    operation: fc.constantFrom(...operations),
    from: moment,
    until: moment,
    revisions: fc.record({ from: revision, to: revision }),
  },
  { requiredKeys: ['tenants'] },
)

/** What a filter says, told naively. */
function holds(filter: ChangeFilter, one: LoggedDifference): boolean {
  const { tenants, regions, from = one.at, until = one.at + 1, revisions } = filter
  const equal = ['instance', 'key', 'actor', 'requestId', 'operation'] as const
  return (
    tenants.includes(one.tenant) &&
    (regions?.get(one.tenant)?.includes(one.region) ?? true) &&
    equal.every((name) => filter[name] === undefined || filter[name] === one[name]) &&
    one.at >= from &&
    one.at < until &&
    (!revisions || (one.revision >= revisions.from && one.revision <= revisions.to))
  )
}

function newestFirst(changes: readonly LoggedDifference[]): readonly LoggedDifference[] {
  const place = ({ at, tenant, revision, instance, key }: LoggedDifference) =>
    [at, tenant, String(revision).padStart(9, '0'), instance, key].join(' ')
  return changes.toSorted((one, other) => (place(one) > place(other) ? -1 : 1))
}

async function listAll(store: Store, filter: ChangeFilter, limit: number): Promise<readonly LoggedDifference[]> {
  const all: LoggedDifference[] = []
  let next: HistoryCursor | undefined
  do {
    const page = await historyPage(store, filter, next, limit)
    expect(page.changes.length).toBeLessThanOrEqual(limit)
    all.push(...page.changes)
    next = page.next
  } while (next)
  return all
}
