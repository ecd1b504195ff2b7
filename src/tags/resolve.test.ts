import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { resolve } from './resolve.ts'
import type { InstanceId, Tag } from './tag.ts'
import type { TagChange, TagSelector } from './tag-change.ts'

type Edit = Partial<Pick<TagChange, 'instances' | 'set' | 'unset' | 'tagsPerInstanceMax'>>
type Tags = Readonly<Record<string, string>>

/** What an edit of instance `a` (or of those it names) comes to on the tags given. */
function outcome(before: Readonly<Record<InstanceId, Tags>>, edit: Edit) {
  return resolve(asStored(before), changeOf(edit))
}

function asStored(before: Readonly<Record<InstanceId, Tags>>): ReadonlyMap<InstanceId, readonly Tag[]> {
  return new Map(Object.entries(before).map(([id, tags]) => [id, asTags(tags)]))
}

function asTags(tags: Tags): Tag[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }))
}

function changeOf(edit: Edit): TagChange {
  return {
    tenant: 't',
    region: 'r',
    instances: ['a'],
    tagsPerInstanceMax: 3,
    actor: 'someone',
    operation: 'Edit',
    requestId: '1',
    at: 0,
    ...edit,
  }
}

function applied(...differences: readonly object[]) {
  return { kind: 'applied', differences }
}

test.each<[rule: string, before: Tags, edit: Edit, differences: readonly object[]]>([
  ['a new key is attached', {}, { set: asTags({ k: 'v' }) }, [{ instance: 'a', key: 'k', after: 'v' }]],
  ['an empty value is a value', {}, { set: asTags({ k: '' }) }, [{ instance: 'a', key: 'k', after: '' }]],
  [
    'a key that is there gets the new value',
    { k: 'v' },
    { set: asTags({ k: 'w' }) },
    [{ instance: 'a', key: 'k', before: 'v', after: 'w' }],
  ],
  ['the value that is there changes nothing', { k: 'v' }, { set: asTags({ k: 'v' }) }, []],
  ['a key goes whatever its value', { k: 'v' }, { unset: [{ key: 'k' }] }, [{ instance: 'a', key: 'k', before: 'v' }]],
  [
    'a key goes with exactly its value',
    { k: 'v' },
    { unset: [{ key: 'k', value: 'v' }] },
    [{ instance: 'a', key: 'k', before: 'v' }],
  ],
  ['a key stays if the value is another', { k: 'v' }, { unset: [{ key: 'k', value: 'w' }] }, []],
  ['an empty value to remove is not any value', { k: 'v' }, { unset: [{ key: 'k', value: '' }] }, []],
  ['an absent key to remove changes nothing', { k: 'v' }, { unset: [{ key: 'other' }] }, []],
  [
    'a key named twice goes once',
    { k: 'v' },
    { unset: [{ key: 'k' }, { key: 'k' }] },
    [{ instance: 'a', key: 'k', before: 'v' }],
  ],
  [
    '"all" removes every key',
    { k: 'v', l: 'w' },
    { unset: 'all' },
    [
      { instance: 'a', key: 'k', before: 'v' },
      { instance: 'a', key: 'l', before: 'w' },
    ],
  ],
  ['an edit of nothing changes nothing', { k: 'v' }, {}, []],
  [
    'what is unset goes before what is set',
    { k: 'v' },
    { unset: [{ key: 'k' }], set: asTags({ k: 'w' }) },
    [{ instance: 'a', key: 'k', before: 'v', after: 'w' }],
  ],
  ['unset and set again alike changes nothing', { k: 'v' }, { unset: 'all', set: asTags({ k: 'v' }) }, []],
  ['keys differ by letter case', { k: 'v' }, { unset: [{ key: 'K' }] }, []],
  ['keys differ by Unicode form', { 'e\u0301': 'v' }, { unset: [{ key: '\u00e9' }] }, []],
  [
    'a prototype key is a key',
    {},
    { set: [{ key: '__proto__', value: 'v' }] },
    [{ instance: 'a', key: '__proto__', after: 'v' }],
  ],
])('%s', (_rule, before, edit, differences) => {
  expect(outcome({ a: before }, edit)).toEqual(applied(...differences))
})

test('an instance that does not exist refuses the change for all', () => {
  const edit = { instances: ['a', 'x', 'b', 'y'], set: asTags({ k: 'v' }) }
  expect(outcome({ a: {}, b: {} }, edit)).toEqual({ kind: 'instances-not-found', instances: ['x', 'y'] })
})

test('instances that would be over the limit refuse the change for all, and are named', () => {
  const edit = { instances: ['a', 'b', 'c'], set: asTags({ k: 'v' }), tagsPerInstanceMax: 1 }
  expect(outcome({ a: { x: '' }, b: {}, c: { y: '' } }, edit)).toEqual({
    kind: 'over-limit',
    instances: ['a', 'c'],
    limit: 1,
  })
})

test('an unknown instance is refused before the limit', () => {
  const edit = { instances: ['a', 'x'], set: asTags({ k: 'v' }), tagsPerInstanceMax: 0 }
  expect(outcome({ a: {} }, edit)).toMatchObject({ kind: 'instances-not-found' })
})

test('as many tags as the limit says fit', () => {
  expect(outcome({ a: { x: '' } }, { set: asTags({ y: '' }), tagsPerInstanceMax: 2 })).toMatchObject({
    kind: 'applied',
  })
})

test('the limit counts what is left, not what was there', () => {
  const edit: Edit = { unset: [{ key: 'x' }], set: asTags({ y: '' }), tagsPerInstanceMax: 1 }
  expect(outcome({ a: { x: '' } }, edit)).toMatchObject({ kind: 'applied' })
})

test('a new value for a key that is there takes no room', () => {
  expect(outcome({ a: { x: '' } }, { set: asTags({ x: 'v' }), tagsPerInstanceMax: 1 })).toMatchObject({
    kind: 'applied',
  })
})

test('an instance that was over the limit before may still lose tags', () => {
  const edit: Edit = { unset: [{ key: 'x' }], tagsPerInstanceMax: 1 }
  expect(outcome({ a: { x: '', y: '', z: '' } }, edit)).toEqual(applied({ instance: 'a', key: 'x', before: '' }))
})

test('differences come in the order of the instances named', () => {
  const edit = { instances: ['b', 'a'], set: asTags({ k: 'v' }) }
  expect(outcome({ a: {}, b: {} }, edit)).toEqual(
    applied({ instance: 'b', key: 'k', after: 'v' }, { instance: 'a', key: 'k', after: 'v' }),
  )
})

const key = fc.constantFrom('k', 'l', 'm', '__proto__', 'constructor', 'é', 'e\u0301', '😀')
const value = fc.constantFrom('', 'v', 'w')
const tags = fc.uniqueArray(fc.record({ key, value }), { selector: (tag) => tag.key, maxLength: 4 })
const selector: fc.Arbitrary<TagSelector> = fc.oneof(fc.record({ key }), fc.record({ key, value }))
const instances = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 })
const stored = fc.array(tags, { minLength: 3, maxLength: 3 }).map(([a = [], b = [], c = []]) => {
  return new Map<InstanceId, readonly Tag[]>(Object.entries({ a, b, c }))
})
const change = fc
  .record(
    {
      instances,
      set: tags,
      unset: fc.oneof(fc.constant('all' as const), fc.array(selector)),
      tagsPerInstanceMax: fc.nat(5),
    },
    { requiredKeys: ['instances', 'tagsPerInstanceMax'] },
  )
  .map(changeOf)

/** The documented rules, told as slowly as possible: what each instance carries afterwards. */
function naively(
  before: ReadonlyMap<InstanceId, readonly Tag[]>,
  { instances, set = [], unset = [], ...rest }: TagChange,
) {
  const missing = instances.filter((instance) => !before.has(instance))
  if (missing.length > 0) return { kind: 'instances-not-found', instances: missing }
  const after = instances.map((instance) => {
    const old = before.get(instance) ?? []
    const kept = old.filter((tag) => unset !== 'all' && !unset.some((one) => isSelected(one, tag)))
    return [instance, [...kept.filter((tag) => !set.some((one) => one.key === tag.key)), ...set]] as const
  })
  const over = after.filter(([, tags]) => tags.length > rest.tagsPerInstanceMax).map(([instance]) => instance)
  if (set.length > 0 && over.length > 0) return { kind: 'over-limit', instances: over, limit: rest.tagsPerInstanceMax }
  return { kind: 'applied', after: after.map(([instance, tags]) => [instance, sorted(tags)]) }
}

function isSelected({ key, value }: TagSelector, tag: Tag): boolean {
  return key === tag.key && (value === undefined || value === tag.value)
}

function sorted(tags: readonly Tag[]): readonly Tag[] {
  return tags.toSorted((a, b) => (a.key < b.key ? -1 : 1))
}

/** What differences make of the tags that they were computed on; throws if they were computed on others. */
function replayed(before: ReadonlyMap<InstanceId, readonly Tag[]>, edited: TagChange) {
  const outcome = resolve(before, edited)
  if (outcome.kind !== 'applied') return outcome
  const after = edited.instances.map((instance) => {
    const tags = new Map(before.get(instance)?.map((tag) => [tag.key, tag.value]))
    for (const difference of outcome.differences.filter((one) => one.instance === instance)) {
      expect(difference.before).toBe(tags.get(difference.key))
      expect(difference.after).not.toBe(difference.before)
      if (difference.after === undefined) tags.delete(difference.key)
      else tags.set(difference.key, difference.after)
    }
    return [instance, sorted([...tags].map(([key, value]) => ({ key, value })))]
  })
  return { kind: 'applied', after }
}

test('agrees with the rules told naively', () => {
  fc.assert(
    fc.property(stored, change, (before, edited) => {
      expect(replayed(before, edited)).toEqual(naively(before, edited))
    }),
  )
})

test('touches neither the tags nor the change', () => {
  fc.assert(
    fc.property(stored, change, (before, edited) => {
      const was = structuredClone({ before, edited })
      resolve(before, edited)
      expect({ before, edited }).toEqual(was)
    }),
  )
})

test('a change applied twice changes nothing the second time', () => {
  fc.assert(
    fc.property(stored, change, (before, edited) => {
      const first = naively(before, edited)
      if (first.kind !== 'applied') return
      const after = new Map(first.after as [InstanceId, readonly Tag[]][])
      expect(resolve(after, edited)).toEqual(applied())
    }),
  )
})
