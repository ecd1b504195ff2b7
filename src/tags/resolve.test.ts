import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { resolve } from './resolve.ts'
import type { InstanceId, Tag } from './tag.ts'
import type { TagChange, TagEdit, TagSelector } from './tag-change.ts'

type Edit = Partial<TagEdit & Pick<TagChange, 'edits' | 'tagsPerInstanceMax'>>
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

const frame = { tenant: 't', actor: 'someone', operation: 'Edit', requestId: '1', at: 0 }

function changeOf({ tagsPerInstanceMax = 3, edits, ...fields }: Edit): TagChange {
  return { ...frame, edits: edits ?? [{ region: 'r', instances: ['a'], ...fields }], tagsPerInstanceMax }
}

function applied(...differences: readonly object[]) {
  return { kind: 'applied', differences: differences.map((one) => ({ region: 'r', ...one })) }
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

test('each edit is for its own instances, in its own region', () => {
  const edits = [
    { region: 'r', instances: ['a'], set: asTags({ k: 'v' }) },
    { region: 's', instances: ['b', 'c'], unset: [{ key: 'k' }] },
  ]
  expect(outcome({ a: { k: 'w' }, b: { k: 'w' }, c: {} }, { edits })).toEqual(
    applied(
      { instance: 'a', key: 'k', before: 'w', after: 'v' },
      { region: 's', instance: 'b', key: 'k', before: 'w' },
    ),
  )
})

test('one edit that is refused refuses them all', () => {
  const edits = [
    { region: 'r', instances: ['a', 'x'], unset: 'all' as const },
    { region: 'r', instances: ['b', 'y'], set: asTags({ k: 'v' }) },
  ]
  const stored = { a: { l: '' }, b: { l: '' } }
  expect(outcome(stored, { edits })).toEqual({ kind: 'instances-not-found', instances: ['x', 'y'] })
  expect(outcome({ ...stored, x: {}, y: {} }, { edits, tagsPerInstanceMax: 1 })).toEqual({
    kind: 'over-limit',
    instances: ['b'],
    limit: 1,
  })
})

test('the limit is for those instances whose own edit sets tags', () => {
  const edits = [
    { region: 'r', instances: ['a'], unset: [{ key: 'x' }] },
    { region: 'r', instances: ['b'], set: asTags({ k: 'v' }) },
  ]
  expect(outcome({ a: { x: '', y: '', z: '' }, b: {} }, { edits, tagsPerInstanceMax: 1 })).toEqual(
    applied({ instance: 'a', key: 'x', before: '' }, { instance: 'b', key: 'k', after: 'v' }),
  )
})

test('a change of no edits changes nothing', () => {
  expect(outcome({}, { edits: [] })).toEqual(applied())
})

test('what came between refuses the change after an unknown instance, and before the limit', () => {
  const meanwhile = { revision: 7, differences: [] }
  const set = { set: asTags({ k: 'v' }), tagsPerInstanceMax: 0 }
  const refused = (instances: readonly string[]) =>
    resolve(asStored({ a: {} }), changeOf({ instances, ...set }), meanwhile)
  expect(refused(['a', 'x'])).toMatchObject({ kind: 'instances-not-found' })
  expect(refused(['a'])).toEqual({ kind: 'changed-since', ...meanwhile })
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
const edit = fc.record(
  { set: tags, unset: fc.oneof(fc.constant('all' as const), fc.array(selector)) },
  { requiredKeys: [] },
)
const change = fc
  .record({ instances, edits: fc.tuple(edit, edit), split: fc.nat(4), tagsPerInstanceMax: fc.nat(5) })
  .map(({ instances, edits: [one, other], split, tagsPerInstanceMax }) =>
    changeOf({
      edits: [
        { region: 'r', instances: instances.slice(0, split), ...one },
        { region: 's', instances: instances.slice(split), ...other },
      ],
      tagsPerInstanceMax,
    }),
  )

/** The documented rules, told as slowly as possible: what each instance carries afterwards. */
function naively(before: ReadonlyMap<InstanceId, readonly Tag[]>, { edits, tagsPerInstanceMax: limit }: TagChange) {
  const all = edits.flatMap(({ instances, ...edit }) => instances.map((instance) => ({ instance, ...edit })))
  const missing = all.map(({ instance }) => instance).filter((instance) => !before.has(instance))
  if (missing.length > 0) return { kind: 'instances-not-found', instances: missing }
  const after = all.map(({ instance, set = [], unset = [] }) => {
    const old = before.get(instance) ?? []
    const kept = old.filter((tag) => unset !== 'all' && !unset.some((one) => isSelected(one, tag)))
    const tags = [...kept.filter((tag) => !set.some((one) => one.key === tag.key)), ...set]
    return { instance, tags, isOver: set.length > 0 && tags.length > limit }
  })
  const over = after.filter(({ isOver }) => isOver).map(({ instance }) => instance)
  if (over.length > 0) return { kind: 'over-limit', instances: over, limit }
  return { kind: 'applied', after: after.map(({ instance, tags }) => [instance, sorted(tags)]) }
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
  const named = edited.edits.flatMap(({ region, instances }) => instances.map((instance) => ({ region, instance })))
  const after = named.map(({ region, instance }) => {
    const tags = new Map(before.get(instance)?.map((tag) => [tag.key, tag.value]))
    for (const difference of outcome.differences.filter((one) => one.instance === instance)) {
      expect(difference.region).toBe(region)
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
