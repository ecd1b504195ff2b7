import { expect, test } from 'vitest'
import type { Tag } from '../../tags/tag.ts'
import { type LoggedDifference, meanwhileMax, type TagEdit } from '../../tags/tag-change.ts'
import type { TaggedInstance } from '../instance.ts'
import type { Store } from '../store.ts'
import { aChange, anInstance, north, type OpenBed, south, start, tags } from './bed.conformance.ts'

/** What a store promises of changeTags, tagsOf and the change log. */
export function changesConformance(open: OpenBed): void {
  const a = anInstance('a')
  const b = anInstance('b')

  test('a change is seen by a read that starts after it', async () => {
    await using bed = await open([a])
    await bed.store.changeTags(aChange({ set: tags('env=prod', 'team=') }))
    expect(await tagsOf(bed.store, 'a')).toEqual(tags('env=prod', 'team='))
  })

  test('tags stand in the order in which their keys were attached', async () => {
    await using bed = await open([anInstance('a', { tags: tags('z=1', 'y=2', 'x=3') })])
    await bed.store.changeTags(aChange({ unset: [{ key: 'z' }], set: tags('w=4', 'y=5') }))
    await bed.store.changeTags(aChange({ set: tags('z=6', 'a=7') }))
    expect(await tagsOf(bed.store, 'a')).toEqual(tags('y=5', 'x=3', 'w=4', 'z=6', 'a=7'))
  })

  test('a change answers with its revision and what it made of each tag', async () => {
    await using bed = await open([a])
    await bed.store.changeTags(aChange({ set: tags('k=v', 'l=v', 'm=v') }))
    const change = aChange({ unset: [{ key: 'k' }, { key: 'l', value: 'other' }], set: tags('m=w', 'n=x') })
    const applied = await bed.store.changeTags(change)
    expect(applied).toEqual({ kind: 'applied', revision: 2, differences: expect.any(Array) })
    expect(applied).toHaveProperty('differences.length', 3)
    expect(applied).toMatchObject({
      differences: expect.arrayContaining([
        { region: north, instance: 'a', key: 'k', before: 'v' },
        { region: north, instance: 'a', key: 'm', before: 'v', after: 'w' },
        { region: north, instance: 'a', key: 'n', after: 'x' },
      ]),
    })
  })

  test('a change of several instances is one revision', async () => {
    await using bed = await open([a, b])
    await bed.store.changeTags(aChange({ instances: ['a', 'b'], set: tags('k=v') }))
    expect((await log(bed.store)).map(({ revision, instance }) => [revision, instance])).toEqual([
      [1, 'a'],
      [1, 'b'],
    ])
  })

  test('a change of several edits is one revision, each edit in its own region', async () => {
    await using bed = await open([a, b, anInstance('s', { region: south })])
    const edits = [
      { region: north, instances: ['a', 'b'], set: tags('k=v') },
      { region: south, instances: ['s'], set: tags('l=w') },
    ]
    expect(await bed.store.changeTags(aChange({ edits }))).toEqual({
      kind: 'applied',
      revision: 1,
      differences: [
        { region: north, instance: 'a', key: 'k', after: 'v' },
        { region: north, instance: 'b', key: 'k', after: 'v' },
        { region: south, instance: 's', key: 'l', after: 'w' },
      ],
    })
    expect((await log(bed.store)).map(({ revision, instance, region }) => [revision, instance, region])).toEqual([
      [1, 'a', north],
      [1, 'b', north],
      [1, 's', south],
    ])
    expect(await bed.store.listDistinctTags('t1', south, undefined, 10)).toEqual(tags('l=w'))
    const misplaced = edits.map((edit) => ({ ...edit, region: south }))
    expect(await bed.store.changeTags(aChange({ edits: misplaced }))).toEqual({
      kind: 'instances-not-found',
      instances: ['a', 'b'],
    })
  })

  test('a change of no edits changes nothing', async () => {
    await using bed = await open([a])
    expect(await bed.store.changeTags(aChange({ edits: [] }))).toEqual({ kind: 'applied', differences: [] })
  })

  test('a change is refused if one of its instances changed after the revision that it has seen', async () => {
    await using bed = await open([a, b, anInstance('a', { tenant: 't2' })])
    for (const text of ['k=1', 'k=2', 'k=3']) await bed.store.changeTags(aChange({ tenant: 't2', set: tags(text) }))
    await bed.store.changeTags(aChange({ set: tags('k=1') }))
    await bed.store.changeTags(aChange({ instances: ['b'], set: tags('k=2') }))
    const seeing = (seenRevision: number, fields: Partial<TagEdit>) =>
      bed.store.changeTags(aChange({ seenRevision, set: tags('k=3'), ...fields }))
    const [, second] = await log(bed.store)
    const moved = { kind: 'changed-since', revision: 2, differences: [second] }
    expect(await seeing(1, { instances: ['a', 'b'] })).toEqual(moved)
    expect(await seeing(1, { instances: ['b'] })).toEqual(moved)
    expect(await seeing(1, { instances: ['b', 'x'] })).toMatchObject({ kind: 'instances-not-found' })
    expect(await seeing(1, { instances: ['a'] })).toMatchObject({ kind: 'applied', revision: 3 })
    expect(await seeing(3, { instances: ['a', 'b'] })).toMatchObject({ kind: 'applied', revision: 4 })
  })

  test('a change that has seen a revision which is not there is refused', async () => {
    await using bed = await open([a])
    const change = aChange({ seenRevision: 7, set: tags('k=v') })
    expect(await bed.store.changeTags(change)).toEqual({ kind: 'changed-since', revision: 0, differences: [] })
  })

  test('of what a change has not seen, a part is told', async () => {
    await using bed = await open([a])
    const set = Array.from({ length: 10 }, (_, index) => ({ key: `k${index}`, value: '' }))
    for (let count = 0; count < 6; count++) {
      await bed.store.changeTags(aChange({ set }))
      await bed.store.changeTags(aChange({ unset: 'all' }))
    }
    const answer = await bed.store.changeTags(aChange({ seenRevision: 0, set }))
    expect(answer).toMatchObject({ kind: 'changed-since', revision: 12 })
    expect(answer).toHaveProperty('differences.length', meanwhileMax)
  })

  test('of two changes that have seen the same, one is applied', async () => {
    await using bed = await open([a])
    const seeing = (text: string) => bed.store.changeTags(aChange({ seenRevision: 0, set: tags(text) }))
    const answers = await Promise.all([seeing('k=1'), seeing('k=2')])
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['applied', 'changed-since'])
  })

  test.each([
    ['an instance that does not exist', { instances: ['a', 'x'] }, { kind: 'instances-not-found', instances: ['x'] }],
    ['an instance of another region', { region: south }, { kind: 'instances-not-found', instances: ['a'] }],
    ['an instance of another tenant', { tenant: 't2' }, { kind: 'instances-not-found', instances: ['a'] }],
    ['a tenant that does not exist', { tenant: 't9' }, { kind: 'instances-not-found', instances: ['a'] }],
    [
      'one instance over the limit',
      { instances: ['b', 'a'], tagsPerInstanceMax: 1 },
      { kind: 'over-limit', instances: ['a'], limit: 1 },
    ],
  ])('%s refuses the change for all, and nothing is written', async (_what, fields, rejection) => {
    await using bed = await open([anInstance('a', { tags: tags('old=1') }), b])
    const before = await log(bed.store)
    expect(await bed.store.changeTags(aChange({ set: tags('k=v'), ...fields }))).toEqual(rejection)
    expect(await tagsOf(bed.store, 'a')).toEqual(tags('old=1'))
    expect(await tagsOf(bed.store, 'b')).toEqual([])
    expect(await log(bed.store)).toEqual(before)
  })

  test('a change that alters nothing takes no revision and leaves no row', async () => {
    await using bed = await open([a])
    await bed.store.changeTags(aChange({ set: tags('k=v') }))
    const idle = { kind: 'applied', differences: [] }
    expect(await bed.store.changeTags(aChange({ set: tags('k=v') }))).toEqual(idle)
    expect(await bed.store.changeTags(aChange({ unset: [{ key: 'absent' }] }))).toEqual(idle)
    expect(await bed.store.changeTags(aChange({}))).toEqual(idle)
    expect(await bed.store.changeTags(aChange({ unset: 'all' }))).toMatchObject({ revision: 2 })
    expect(await log(bed.store)).toHaveLength(2)
  })

  test('the log tells who changed what, from which value to which', async () => {
    await using bed = await open([a])
    const origin = { actor: 'user/😀', operation: 'Untag', requestId: 'r-2', at: start + 5 }
    await bed.store.changeTags(aChange({ set: tags('k=v', 'l=v') }))
    await bed.store.changeTags(aChange({ ...origin, unset: [{ key: 'k' }], set: tags('l=w') }))
    const of = { ...origin, tenant: 't1', region: north, instance: 'a', revision: 2 }
    expect(await log(bed.store, 't1', 1)).toEqual([
      { ...of, key: 'k', before: 'v' },
      { ...of, key: 'l', before: 'v', after: 'w' },
    ])
  })

  test('the time of a revision is never before that of the one before it', async () => {
    await using bed = await open([anInstance('a')])
    for (const at of [start + 5, start + 2, start + 7]) {
      await bed.store.changeTags(aChange({ set: [{ key: 'k', value: String(at) }], at }))
    }
    expect((await log(bed.store)).map(({ at }) => at)).toEqual([start + 5, start + 5, start + 7])
  })

  test('a change asks its guard first, with the instances as it meets them, and is undone by a reason', async () => {
    await using bed = await open([anInstance('a', { tags: tags('env=prod') })])
    const met: object[] = []
    const refuses = (before: ReadonlyMap<string, TaggedInstance>) => {
      met.push(Object.fromEntries(before))
      return before.get('a')?.tags.some(({ value }) => value === 'prod') ? 'protected' : undefined
    }
    const change = aChange({ instances: ['a', 'missing'], unset: 'all' })
    expect(await bed.store.changeTags(change, refuses)).toEqual({ kind: 'refused', reason: 'protected' })
    expect(met).toEqual([{ a: anInstance('a', { tags: tags('env=prod') }) }])
    await bed.store.changeTags(aChange({ set: tags('env=test') }))
    expect(await bed.store.changeTags(change, refuses)).toMatchObject({ kind: 'instances-not-found' })
    expect(await bed.store.changeTags(aChange({ unset: 'all' }), refuses)).toMatchObject({ kind: 'applied' })
  })

  test('a guard meets what is of the tenant and in the region, and nothing else', async () => {
    await using bed = await open([a, anInstance('s', { region: south }), anInstance('o', { tenant: 't2' })])
    const refuses = (before: ReadonlyMap<string, TaggedInstance>) => [...before.keys()].join()
    const change = aChange({ instances: ['s', 'a', 'o', 'x'] })
    expect(await bed.store.changeTags(change, refuses)).toEqual({ kind: 'refused', reason: 'a' })
    const edits = [
      { region: north, instances: ['a'] },
      { region: south, instances: ['s', 'o'] },
    ]
    expect(await bed.store.changeTags(aChange({ edits }), refuses)).toEqual({ kind: 'refused', reason: 'a,s' })
  })

  test('the log comes in whole revisions, at least one at a time', async () => {
    await using bed = await open([a])
    await bed.store.changeTags(aChange({ set: tags('k=1', 'l=1', 'm=1') }))
    await bed.store.changeTags(aChange({ set: tags('k=2') }))
    await bed.store.changeTags(aChange({ set: tags('k=3', 'l=3') }))
    const revisionsOf = async (after: number, limit: number) =>
      (await bed.store.readChanges('t1', after, limit)).map(({ revision }) => revision)
    expect(await revisionsOf(0, 1)).toEqual([1, 1, 1])
    expect(await revisionsOf(1, 1)).toEqual([2])
    expect(await revisionsOf(2, 1)).toEqual([3, 3])
    expect(await revisionsOf(0, 100)).toEqual([1, 1, 1, 2, 3, 3])
    expect(await revisionsOf(3, 100)).toEqual([])
  })

  test('revisions count per tenant, without a gap, however many changes come at once', async () => {
    await using bed = await open([a, b, anInstance('a', { tenant: 't2' })])
    const changes = Array.from({ length: 300 }, (_, index) =>
      aChange({ tenant: index % 3 ? 't1' : 't2', set: tags(`k${index % 10}=${index}`), requestId: `${index}` }),
    )
    const answers = await Promise.all(changes.map((change) => bed.store.changeTags(change)))
    for (const [tenant, count] of Object.entries({ t1: 200, t2: 100 })) {
      const revisions = answers.flatMap((answer, index) =>
        changes[index]?.tenant === tenant && answer.kind === 'applied' ? [answer.revision ?? 0] : [],
      )
      expect(revisions.toSorted((x, y) => x - y)).toEqual(Array.from({ length: count }, (_, index) => index + 1))
      expect((await log(bed.store, tenant)).map(({ revision }) => revision).toSorted((x, y) => x - y)).toEqual(
        Array.from({ length: count }, (_, index) => index + 1),
      )
    }
  })

  test('a write that fails takes none of those with it that came at the same time', async () => {
    await using bed = await open([a])
    const failing = () => {
      throw new Error('the guard failed')
    }
    const set = (text: string) => bed.store.changeTags(aChange({ set: tags(text) }))
    const settled = await Promise.allSettled([
      set('k=1'),
      bed.store.updateInstance({ tenant: 't1', instance: 'a', name: 'lost', refuses: failing }),
      set('l=1'),
      bed.store.deleteInstance({ ...aChange({}), tenant: 't1', instance: 'a', refuses: failing }),
      set('m=1'),
    ])
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'])
    expect(await bed.store.findInstance('t1', 'a')).toMatchObject({ name: a.name })
    expect((await tagsOf(bed.store, 'a')).map(({ key }) => key).sort()).toEqual(['k', 'l', 'm'])
    expect((await log(bed.store)).map(({ revision }) => revision)).toEqual([1, 2, 3])
  })

  test('the parts in which a log is read are filled with its own rows, whatever other tenants wrote', async () => {
    await using bed = await open([a, anInstance('a', { tenant: 't2' })])
    for (const value of ['1', '2', '3']) await bed.store.changeTags(aChange({ set: tags(`k=${value}`) }))
    await bed.store.changeTags(aChange({ tenant: 't2', set: tags('k=1', 'l=1', 'm=1') }))
    expect(await bed.store.readChanges('t1', 0, 3)).toHaveLength(3)
  })

  test('fifty instances take twenty tags each in one change', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `i${index}`)
    await using bed = await open(ids.map((id) => anInstance(id)))
    const set = Array.from({ length: 20 }, (_, index) => ({ key: `k${index}`, value: 'v' }))
    await bed.store.changeTags(aChange({ instances: ids, set, tagsPerInstanceMax: 20 }))
    expect([...(await bed.store.tagsOf('t1', north, ids)).values()]).toEqual(ids.map(() => set))
    expect(await log(bed.store)).toHaveLength(1000)
  })

  test('tags are told for the instances that exist in the region, and no others', async () => {
    await using bed = await open([a, anInstance('s', { region: south }), anInstance('o', { tenant: 't2' })])
    expect(await bed.store.tagsOf('t1', north, ['s', 'a', 'o', 'x'])).toEqual(new Map([['a', []]]))
    expect(await bed.store.tagsOf('t1', north, [])).toEqual(new Map())
  })

  test.each([
    ['quotes', `'"\`;--`],
    ['wildcards', '%_*?'],
    ['a prototype key', '__proto__'],
    ['a NUL', 'a\0b'],
    ['control characters', '\u0001\n\r\t\u007f'],
    ['four bytes each', '😀🏳️‍🌈'],
    ['a combining mark', 'e\u0301'],
    ['right to left', '\u202eשלום'],
    ['a noncharacter', '\uffff'],
    ['the longest', '💾'.repeat(256)],
  ])('text is kept as it is: %s', async (_what, text) => {
    await using bed = await open([anInstance(text)])
    const change = (edit: Partial<TagEdit>) =>
      bed.store.changeTags(aChange({ instances: [text], actor: text, requestId: text, ...edit }))
    await change({ set: [{ key: text, value: text }] })
    await change({ set: [{ key: `${text}'`, value: '' }] })
    await change({ unset: [{ key: text, value: `${text} ` }] })
    expect(await tagsOf(bed.store, text)).toEqual([
      { key: text, value: text },
      { key: `${text}'`, value: '' },
    ])
    expect((await log(bed.store))[0]).toMatchObject({ instance: text, key: text, after: text, actor: text })
  })

  test('keys that differ by letter case, by Unicode form or after a NUL are different keys', async () => {
    await using bed = await open([a])
    const different = ['k', 'K', 'é', 'e\u0301', 'k\0', 'k ', 'ｋ'].map((key) => ({ key, value: key }))
    await bed.store.changeTags(aChange({ set: different }))
    expect(await tagsOf(bed.store, 'a')).toEqual(different)
  })
}

async function tagsOf(store: Store, instance: string): Promise<readonly Tag[]> {
  return (await store.tagsOf('t1', north, [instance])).get(instance) ?? []
}

/** The log of a tenant; rows of one revision by instance and key. */
async function log(store: Store, tenant = 't1', after = 0): Promise<readonly LoggedDifference[]> {
  const rows = await store.readChanges(tenant, after, 10_000)
  const place = ({ revision, instance, key }: LoggedDifference) => [String(revision).padStart(9, '0'), instance, key]
  return rows.toSorted((x, y) => (place(x) < place(y) ? -1 : 1))
}
