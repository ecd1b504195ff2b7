import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { resolve } from './resolve.ts'
import type { InstanceId, Tag } from './tag.ts'
import type { LoggedDifference, TagDifference, TagEdit } from './tag-change.ts'
import { type Undo, type UndoChoice, undo } from './undo.ts'

type Tags = Readonly<Record<string, string>>

/** One change of tag `k` of instance `a`. */
function logged(revision: number, fields: Partial<LoggedDifference>): LoggedDifference {
  const provenance = { actor: 'someone', operation: 'Edit', requestId: `r${revision}`, at: revision }
  return { tenant: 't', revision, region: 'r', instance: 'a', key: 'k', ...provenance, ...fields }
}

function present(instances: Readonly<Record<InstanceId, Tags>>) {
  const asTags = (tags: Tags) => Object.entries(tags).map(([key, value]): Tag => ({ key, value }))
  return new Map(Object.entries(instances).map(([id, tags]) => [id, { region: 'r', tags: asTags(tags) }]))
}

/** An undo that puts back tags of instance `a`. */
function edit(fields: Partial<TagEdit>): Undo {
  return { edits: [{ region: 'r', instances: ['a'], ...fields }], conflicts: [] }
}

function conflict(fields: object): Undo {
  return { edits: [], conflicts: [{ kind: 'changed-again', instance: 'a', key: 'k', ...fields }] }
}

const nothing: Undo = { edits: [], conflicts: [] }
const attached = logged(1, { after: 'v' })
const changed = logged(2, { before: 'v', after: 'w' })
const detached = logged(3, { before: 'w' })

test.each<[rule: string, undone: readonly LoggedDifference[], now: Tags, expected: Undo]>([
  ['what was attached goes', [attached], { k: 'v' }, edit({ unset: [{ key: 'k' }] })],
  ['what was changed gets its old value', [changed], { k: 'w' }, edit({ set: [{ key: 'k', value: 'v' }] })],
  ['what was detached comes back', [detached], {}, edit({ set: [{ key: 'k', value: 'w' }] })],
  [
    'several changes of a tag are taken back together',
    [attached, changed],
    { k: 'w' },
    edit({ unset: [{ key: 'k' }] }),
  ],
  ['their order is that of their revisions', [changed, attached], { k: 'w' }, edit({ unset: [{ key: 'k' }] })],
  ['changes that came to nothing leave nothing to undo', [attached, changed, detached], { k: 'x' }, nothing],
  ['a tag that is as before already is left alone', [changed], { k: 'v' }, nothing],
  ['other tags are left alone', [attached], { k: 'v', l: 'x' }, edit({ unset: [{ key: 'k' }] })],
  ['a new value since is a conflict', [changed], { k: 'x' }, conflict({ wanted: 'v', expected: 'w', found: 'x' })],
  ['a tag that went since is a conflict', [changed], {}, conflict({ wanted: 'v', expected: 'w' })],
  ['a tag that came since is a conflict', [detached], { k: 'x' }, conflict({ wanted: 'w', found: 'x' })],
  ['an empty value is a value', [attached], { k: '' }, conflict({ expected: 'v', found: '' })],
  [
    'a prototype key is a key',
    [logged(1, { key: '__proto__', before: 'v' })],
    {},
    edit({ set: [{ key: '__proto__', value: 'v' }] }),
  ],
  [
    'what somebody changed between two of the changes is not lost',
    [logged(1, { after: 'v' }), logged(3, { before: 'theirs', after: 'w' })],
    { k: 'w' },
    {
      edits: [{ region: 'r', instances: ['a'], set: [{ key: 'k', value: 'theirs' }] }],
      conflicts: [{ kind: 'changed-again', instance: 'a', key: 'k', expected: 'v', found: 'w' }],
    },
  ],
])('%s', (_rule, undone, now, expected) => {
  expect(undo(undone, present({ a: now }))).toEqual(expected)
})

test('an instance that is gone is a conflict where a tag would come back, which nobody can overwrite', () => {
  const undone = [attached, logged(1, { instance: 'b', before: 'v', after: 'w' })]
  expect(undo(undone, new Map(), [], () => 'overwrite')).toEqual({
    edits: [],
    conflicts: [{ kind: 'instance-gone', instance: 'b', key: 'k', wanted: 'v', expected: 'w' }],
  })
})

test('a conflict is overwritten with what was before all of the changes', () => {
  const undone = [logged(1, { before: 'u', after: 'v' }), logged(3, { before: 'theirs', after: 'w' })]
  const put = { set: [{ key: 'k', value: 'u' }] }
  expect(undo(undone, present({ a: { k: 'w' } }), [], () => 'overwrite').edits).toEqual(edit(put).edits)
})

test('a conflict tells the last revision that changed the tag', () => {
  const later = [
    changed,
    logged(5, { before: 'w', after: 'x' }),
    logged(6, { before: 'x', after: 'y' }),
    logged(7, { key: 'l', after: 'z' }),
    logged(8, { instance: 'b', after: 'z' }),
  ]
  const { conflicts } = undo([changed], present({ a: { k: 'y' }, b: {} }), later)
  expect(conflicts).toMatchObject([{ key: 'k', found: 'y', revision: 6 }])
})

test('instances that get the same share an edit, each region its own', () => {
  const undone = ['a', 'b', 'c', 'd'].map((instance) => logged(1, { instance, before: instance === 'd' ? 'x' : 'v' }))
  const now = new Map([...present({ a: {}, b: {}, d: {} }), ['c', { region: 's', tags: [] }]])
  expect(undo(undone, now).edits).toEqual([
    { region: 'r', instances: ['a', 'b'], set: [{ key: 'k', value: 'v' }] },
    { region: 's', instances: ['c'], set: [{ key: 'k', value: 'v' }] },
    { region: 'r', instances: ['d'], set: [{ key: 'k', value: 'x' }] },
  ])
})

/** A tenant in memory: what its instances carry, and its log. */
class World {
  readonly instances = new Map<InstanceId, readonly Tag[]>(['a', 'b', 'c'].map((id) => [id, []]))
  readonly log: LoggedDifference[] = []
  revision = 0

  apply(edits: readonly TagEdit[]): void {
    const change = { tenant: 't', edits, tagsPerInstanceMax: 100, actor: '', operation: '', requestId: '', at: 0 }
    const outcome = resolve(this.instances, change)
    if (outcome.kind !== 'applied' || outcome.differences.length === 0) return
    this.revision++
    for (const difference of outcome.differences) this.#write(difference)
  }

  delete(instance: InstanceId): void {
    this.apply([{ region: 'r', instances: [instance], unset: 'all' }])
    this.instances.delete(instance)
  }

  undo(isChosen: (one: LoggedDifference) => boolean, choose: UndoChoice): Undo {
    const now = new Map(Array.from(this.instances, ([id, tags]) => [id, { region: 'r', tags }]))
    const undone = undo(this.log.filter(isChosen), now, this.log, choose)
    this.apply(undone.edits)
    return undone
  }

  /** What each tag is, as text; by instance and key. */
  tags(): Readonly<Record<string, string>> {
    const all = Array.from(this.instances, ([id, tags]) => tags.map(({ key, value }) => [`${id} ${key}`, value]))
    return Object.fromEntries(all.flat().sort())
  }

  #write(difference: TagDifference): void {
    const one = logged(this.revision, difference)
    this.log.push(one)
    const others = this.instances.get(one.instance)?.filter(({ key }) => key !== one.key) ?? []
    const { key, after: value } = one
    this.instances.set(one.instance, value === undefined ? others : [...others, { key, value }])
  }
}

const key = fc.constantFrom('k', 'l', '__proto__')
const value = fc.constantFrom('', '1', '2')
const instances = fc.subarray(['a', 'b', 'c'], { minLength: 1 })
const anEdit = fc.oneof(
  fc.record({ instances, set: fc.uniqueArray(fc.record({ key, value }), { selector: (tag) => tag.key }) }),
  fc.record({ instances, unset: fc.array(fc.record({ key }), { minLength: 1 }) }),
)
const step = fc.oneof(
  { weight: 9, arbitrary: anEdit.map((edit) => (world: World) => world.apply([{ region: 'r', ...edit }])) },
  { weight: 1, arbitrary: fc.constantFrom('b', 'c').map((id) => (world: World) => world.delete(id)) },
)
const world = fc.array(step, { minLength: 1, maxLength: 12 }).map((steps) => {
  const made = new World()
  for (const take of steps) take(made)
  return made
})
/** Which revisions are undone: each by itself, as those of a request may be. */
const choice = fc
  .array(fc.boolean(), { minLength: 20, maxLength: 20 })
  .map((chosen) => (one: LoggedDifference) => chosen[one.revision] ?? false)
const answers = fc.func<[unknown], 'skip' | 'overwrite'>(fc.constantFrom('skip', 'overwrite'))

test('the undo of an undo is the identity, whatever was chosen', () => {
  fc.assert(
    fc.property(world, choice, answers, (world, isChosen, choose) => {
      const before = world.tags()
      const revision = world.revision
      world.undo(isChosen, choose)
      expect(
        world.undo(
          (one) => one.revision > revision,
          () => 'skip',
        ).conflicts,
      ).toEqual([])
      expect(world.tags()).toEqual(before)
    }),
    { numRuns: 500 },
  )
})

test('the undo of the last revisions, with all conflicts overwritten, leads back to where they began', () => {
  fc.assert(
    fc.property(fc.array(anEdit, { maxLength: 8 }), fc.array(anEdit, { maxLength: 8 }), (first, then) => {
      const world = new World()
      for (const edit of first) world.apply([{ region: 'r', ...edit }])
      const [before, revision] = [world.tags(), world.revision]
      for (const edit of then) world.apply([{ region: 'r', ...edit }])
      expect(
        world.undo(
          (one) => one.revision > revision,
          () => 'skip',
        ).conflicts,
      ).toEqual([])
      expect(world.tags()).toEqual(before)
    }),
  )
})

test('an undo touches only tags that the changes touched, and those in conflict only where it is told to', () => {
  fc.assert(
    fc.property(world, choice, (world, isChosen) => {
      const [before, touched] = [world.tags(), world.log.filter(isChosen)]
      const names = touched.map(({ instance, key }) => `${instance} ${key}`)
      const { conflicts } = world.undo(isChosen, () => 'skip')
      const after = world.tags()
      for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
        if (!names.includes(name)) expect([name, after[name]]).toEqual([name, before[name]])
      }
      const inOneStep = conflicts.filter(
        ({ instance, key }) => names.filter((name) => name === `${instance} ${key}`).length === 1,
      )
      for (const { instance, key, found } of inOneStep) expect(after[`${instance} ${key}`]).toBe(found)
    }),
  )
})

test('with all conflicts overwritten, each tag is what it was before the first of the changes that touched it', () => {
  fc.assert(
    fc.property(world, choice, (world, isChosen) => {
      const touched = world.log.filter(isChosen)
      const { conflicts } = world.undo(isChosen, () => 'overwrite')
      for (const { instance, key } of conflicts.filter(({ kind }) => kind === 'changed-again')) {
        const first = touched.find((one) => one.instance === instance && one.key === key)
        expect(world.tags()[`${instance} ${key}`]).toBe(first?.before)
      }
    }),
  )
})

test('no instance is in two edits', () => {
  fc.assert(
    fc.property(world, choice, answers, (world, isChosen, choose) => {
      const named = world.undo(isChosen, choose).edits.flatMap(({ instances }) => instances)
      expect(new Set(named).size).toBe(named.length)
    }),
  )
})
