import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CountedTags, SearchFilter, SearchPage, SortKey, TagCounts } from '../search.ts'
import {
  aChange,
  aCreation,
  aDeletion,
  anInstance,
  type Bed,
  type OpenBed,
  south,
  start,
  tags,
} from './bed.conformance.ts'
import {
  afterOf,
  allPages,
  byId,
  everywhere,
  holds,
  idsFound,
  parsed,
  search,
  shown,
} from './search-calls.conformance.ts'

/** What a store promises of its searches: that they find what the selector holds for, in order, page by page. */
export function searchesConformance(open: OpenBed): void {
  const fleet = [
    anInstance('i1', { name: 'orders', tags: tags('env=prod', 'team=core', 'cost-center=100'), createdAt: start + 1 }),
    anInstance('i2', { name: 'orders-2', tags: tags('env=test', 'team=data', 'owner=ada'), createdAt: start + 2 }),
    anInstance('i3', { name: '50%_off', tags: tags('env=', 'cost-center=900') }),
    anInstance('i4', { name: 'Søk 😀', region: south, tags: tags('env=prod', 'team=data', 'cost-center=930') }),
    anInstance('i5', { name: '', region: south }),
    anInstance('i6', { tenant: 't2', tags: tags('env=prod', 'owner=bob', 'Env=x') }),
    anInstance('i7', { tenant: 't3', tags: tags('__proto__=1', 'a\0b=c\0d') }),
  ]

  let bed: Bed
  beforeAll(async () => {
    bed = await open(fleet)
  })
  afterAll(() => bed[Symbol.asyncDispose]())

  test.each<[where: string, ids: string]>([
    ['env = prod', 'i1 i4 i6'],
    ['env != prod', 'i2 i3 i5 i7'],
    ['env in (prod, test)', 'i1 i2 i4 i6'],
    ['env not in (prod, test)', 'i3 i5 i7'],
    ['env exists', 'i1 i2 i3 i4 i6'],
    ['env missing', 'i5 i7'],
    ['env = ""', 'i3'],
    ['env = Prod', ''],
    ['Env exists', 'i6'],
    ['env ^= p', 'i1 i4 i6'],
    ['env !^= p', 'i2 i3 i5 i7'],
    ['env *= es', 'i2'],
    ['env ~ "^(prod|test)$"', 'i1 i2 i4 i6'],
    ['env !~ "^(prod|test)$"', 'i3 i5 i7'],
    ['env ~ "^x?$"', 'i3'],
    ['cost-center ~ "^9"', 'i3 i4'],
    ['cost-center ~ "^9[0-2]"', 'i3'],
    ['env = prod and (owner missing or team in (core, data)) and not cost-center ~ "^9"', 'i1'],
    ['team = core or owner = bob or @id = i5', 'i1 i5 i6'],
    ['@tags >= 3', 'i1 i2 i4 i6'],
    ['@tags = 0', 'i5'],
    ['@tags != 0 and @tags < 3', 'i3 i7'],
    ['@cloud = one', 'i1 i2 i3 i4 i5 i6'],
    ['@cloud ~ "^t.o"', 'i7'],
    ['@tenant = t2 or @tenant ^= x', 'i6'],
    ['@region = south', 'i4 i5'],
    ['@region ~ "^s.*h"', 'i4 i5'],
    ['@name *= orders', 'i1 i2'],
    ['@name ~ "rders(-[0-9])?$"', 'i1 i2'],
    ['@name ~ "(?i)^SØK"', 'i4'],
    ['@name = ""', 'i5'],
    ['@name *= "%_"', 'i3'],
    ['@id in (i2, x, i7)', 'i2 i7'],
    ['@created > 2026-01-01', 'i1 i2'],
    ['@created <= 2026-01-01T00:00:00.001Z', 'i1 i3 i4 i5 i6 i7'],
    ['__proto__ = 1', 'i7'],
    ['"a\0b" = "c\0d"', 'i7'],
    ['"a\0b" ^= "c\0"', 'i7'],
    ['toString exists', ''],
  ])('%j finds what it holds for', async (text, ids) => {
    const where = parsed(text)
    expect(await idsFound(bed.store, { scopes: everywhere, where })).toBe(ids)
    expect(fleet.filter((one) => holds(where, one)).map(({ id }) => id)).toEqual(ids === '' ? [] : ids.split(' '))
  })

  test('a search without a selector finds all of its scopes, and no others', async () => {
    const found = (scopes: SearchFilter['scopes']) => idsFound(bed.store, { scopes })
    expect(await found([{ tenant: 't1' }])).toBe('i1 i2 i3 i4 i5')
    expect(await found([{ tenant: 't1', regions: [south] }, { tenant: 't2' }])).toBe('i4 i5 i6')
    expect(await found([{ tenant: 't1', regions: [] }, { tenant: 'unknown' }])).toBe('')
  })

  test('an instance comes with all that is known of it', async () => {
    const page = await search(bed.store, { scopes: everywhere, where: parsed('owner exists') })
    expect(page.instances).toEqual([fleet[1], fleet[5]])
  })

  test.each<[rule: string, sort: readonly SortKey[], ids: string]>([
    ['by tenant and id', [], 'i1 i2 i3 i4 i5 i6 i7'],
    ['newest first, then by tenant and id', [{ by: 'created', descending: true }], 'i2 i1 i3 i4 i5 i6 i7'],
    ['by name', [{ by: 'name' }], 'i5 i3 i4 i6 i7 i1 i2'],
    ['by region and name', [{ by: 'region', descending: true }, { by: 'name' }], 'i5 i4 i3 i6 i7 i1 i2'],
    ['by the number of tags', [{ by: 'tags' }], 'i5 i3 i7 i1 i2 i4 i6'],
    ['by the value of a tag, without it last', [{ byTag: 'env' }], 'i3 i1 i4 i6 i2 i5 i7'],
    ['by the value of a tag, downwards', [{ byTag: 'env', descending: true }], 'i2 i1 i4 i6 i3 i5 i7'],
    ['by two tags', [{ byTag: 'team' }, { byTag: 'env', descending: true }], 'i1 i2 i4 i6 i3 i5 i7'],
    ['by tenant downwards', [{ by: 'tenant', descending: true }], 'i7 i6 i1 i2 i3 i4 i5'],
  ])('instances come %s', async (_rule, sort, ids) => {
    const filter = { scopes: everywhere }
    expect((await search(bed.store, { ...filter, sort })).instances.map(({ id }) => id).join(' ')).toBe(ids)
    expect((await allPages(bed.store, { ...filter, sort, limit: 2 })).map(({ id }) => id).join(' ')).toBe(ids)
  })

  test('the total is of all pages, and the last page has no next', async () => {
    const first = await search(bed.store, { scopes: everywhere, sort: [byId], limit: 6 })
    expect(first).toMatchObject({ total: 7, next: { values: ['i6'], tenant: 't2', instance: 'i6' } })
    const last = await search(bed.store, { scopes: everywhere, sort: [byId], limit: 6, ...afterOf(first) })
    expect(last.instances.map(({ id }) => id)).toEqual(['i7'])
    expect(last).toMatchObject({ total: 7 })
    expect(last.next).toBeUndefined()
  })

  test('pages hold every instance once that is there all the time, whatever comes, goes and changes meanwhile', async () => {
    const stable = Array.from({ length: 12 }, (_, index) =>
      anInstance(`s${index}`, { tags: tags('k=v'), createdAt: start + (index % 4) }),
    )
    const going = Array.from({ length: 6 }, (_, index) =>
      anInstance(`g${index}`, { tags: tags('k=v'), createdAt: start + (index % 4) }),
    )
    await using bed = await open([...stable, ...going])
    const { store } = bed
    const found: string[] = []
    let page: SearchPage | undefined
    for (let turn = 0; turn === 0 || page?.next; turn++) {
      const sort: SortKey[] = [{ by: 'created', descending: true }]
      page = await search(store, {
        scopes: everywhere,
        where: parsed('k exists'),
        sort,
        limit: 4,
        ...(page && afterOf(page)),
      })
      found.push(...page.instances.map(({ id }) => id))
      await store.deleteInstance(aDeletion(`g${turn}`))
      await store.createInstance(aCreation(anInstance(`n${turn}`, { tags: tags('k=w'), createdAt: start + turn })))
      await store.changeTags(aChange({ instances: [`s${turn}`], set: tags('k=x', 'more=1') }))
    }
    expect(new Set(found).size).toBe(found.length)
    expect(stable.filter(({ id }) => !found.includes(id))).toEqual([])
  })

  test('a search sees every change that was acknowledged before', async () => {
    await using bed = await open(fleet)
    for (let turn = 0; turn < 20; turn++) {
      await bed.store.changeTags(aChange({ instances: ['i1'], set: tags(`turn=${turn}`) }))
      expect(await idsFound(bed.store, { scopes: everywhere, where: parsed(`turn = ${turn}`) })).toBe('i1')
    }
  })

  test.each<[rule: string, where: string, counted: CountedTags, counts: string, hasMore: boolean]>([
    ['all keys', '', { limit: 9 }, 'env:5 cost-center:3 team:3 owner:2 Env:1 __proto__:1 a\0b:1', false],
    ['the most frequent', '', { limit: 2 }, 'env:5 cost-center:3', true],
    ['those of the instances found', 'env = prod', { limit: 9 }, 'env:3 cost-center:2 team:2 Env:1 owner:1', false],
    ['those that begin with a text', '', { limit: 9, beginning: 'e' }, 'env:5', false],
    ['those of instances found by an attribute', '@region = south', { limit: 9 }, 'cost-center:1 env:1 team:1', false],
    ['none', 'env = none', { limit: 9 }, '', false],
  ])('tag keys are counted: %s', async (_rule, where, counted, counts, hasMore) => {
    const filter = { scopes: everywhere, ...(where && { where: parsed(where) }) }
    const answer = await bed.store.countTagKeys(filter, counted)
    expect({ counts: shown(answer as TagCounts), hasMore: (answer as TagCounts).hasMore }).toEqual({ counts, hasMore })
  })

  test.each<[rule: string, where: string, key: string, counted: CountedTags, counts: string]>([
    ['all values', '', 'env', { limit: 9 }, 'prod:3 :1 test:1'],
    ['those of the instances found', 'team exists', 'env', { limit: 9 }, 'prod:2 test:1'],
    ['those of the key that is asked for', 'env = prod', 'env', { limit: 9 }, 'prod:3'],
    ['those that begin with a text', '', 'cost-center', { limit: 9, beginning: '9' }, '900:1 930:1'],
    ['those of instances found by an attribute', '@region = south', 'cost-center', { limit: 9 }, '930:1'],
    ['none of a key that nothing carries', '', 'none', { limit: 9 }, ''],
  ])('tag values are counted: %s', async (_rule, where, key, counted, counts) => {
    const filter = { scopes: everywhere, ...(where && { where: parsed(where) }) }
    expect(shown((await bed.store.countTagValues(filter, key, counted)) as TagCounts)).toBe(counts)
  })
}
