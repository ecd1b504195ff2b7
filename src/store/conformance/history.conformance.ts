import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareCodePoints } from '../../tags/compare-code-points.ts'
import type { Tag } from '../../tags/tag.ts'
import type { LoggedDifference, TagChange } from '../../tags/tag-change.ts'
import { undo, undoOperation } from '../../tags/undo.ts'
import type { PastInstance } from '../history.ts'
import type { InstanceCreation, InstanceDeletion, Store } from '../store.ts'
import {
  aChange,
  aCreation,
  aDeletion,
  anIdempotencyToken,
  anInstance,
  historyPage,
  north,
  openBed,
  type StoreHome,
  south,
  start,
} from './bed.conformance.ts'
import { StoreModel } from './store.reference-model.ts'

type Step =
  | { readonly kind: 'change'; readonly change: TagChange }
  | { readonly kind: 'create'; readonly creation: InstanceCreation }
  | { readonly kind: 'delete'; readonly deletion: InstanceDeletion<never> }

const tenants = ['t1', 't2']
const ids = ['a', 'b', 'c']

/** Any history of writes leaves a store with the answers, the state and the log that the documented rules give. */
export function historyConformance(openHome: () => Promise<StoreHome>): void {
  test('every answer and the final state are those of the reference model', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        await using bed = await openBed(await openHome())
        const model = new StoreModel()
        for (const one of steps) await take(one, bed.store, model)
        for (const tenant of tenants) {
          const { instances } = await bed.store.listInstances(tenant, {}, { offset: 0, limit: 100 })
          expect(instances).toEqual(model.instancesOf(tenant))
          expect(await replayed(bed.store, tenant)).toEqual(carried(model.instancesOf(tenant)))
          expect(await bed.store.revisionOf(tenant)).toBe(model.revisionOf(tenant))
        }
      }),
      { numRuns: 40 },
    )
  })

  test('writes that come at the same time leave a log that replays to the final state', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
        await using bed = await openBed(await openHome(), everyInstance())
        const writes = steps.filter(({ kind }) => kind !== 'create')
        await Promise.all(writes.map((one) => write(one, bed.store)))
        for (const tenant of tenants) {
          const { instances } = await bed.store.listInstances(tenant, {}, { offset: 0, limit: 100 })
          expect(await replayed(bed.store, tenant)).toEqual(carried(instances))
        }
      }),
      { numRuns: 20 },
    )
  })

  test('the tags as of each revision are those of the model at that time, and of the replayed log', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        await using bed = await openBed(await openHome())
        const model = new StoreModel()
        for (const one of steps) await take(one, bed.store, model)
        for (const [tenant, revision] of tenants.flatMap((tenant) => revisionsOf(model, tenant))) {
          const past = await pastOf(bed.store, tenant, revision)
          expect(past).toEqual(sortedTags(model.at(tenant, revision)))
          expect(carried(past)).toEqual(await replayed(bed.store, tenant, revision))
        }
      }),
      { numRuns: 12 },
    )
  })

  test('what is undone, and undone again, is as it was', async () => {
    const range = fc.tuple(fc.nat(10), fc.nat(5))
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), range, async (steps, [from, length]) => {
        await using bed = await openBed(await openHome(), everyInstance())
        for (const one of steps) if (one.kind !== 'create') await write(one, bed.store)
        const before = await pastOf(bed.store, 't1', await bed.store.revisionOf('t1'))
        const answer = await undoRevisions(bed.store, { from, to: from + length })
        if (answer.kind !== 'applied' || answer.revision === undefined) return
        await undoRevisions(bed.store, { from: answer.revision, to: answer.revision })
        expect(await pastOf(bed.store, 't1', await bed.store.revisionOf('t1'))).toEqual(before)
      }),
      { numRuns: 12 },
    )
  })
}

const tenant = fc.constantFrom(...tenants)
const region = fc.constantFrom(north, north, north, south)
const key = fc.constantFrom('k', 'l', 'm', '__proto__', '😀')
const value = fc.constantFrom('', '1', '2')
const set = fc.uniqueArray(fc.record({ key, value }), { selector: (tag) => tag.key, maxLength: 4 })
const selectors = fc.array(fc.oneof(fc.record({ key }), fc.record({ key, value })), { maxLength: 3 })
const edit = fc.record(
  { region, set, unset: fc.oneof(fc.constant('all' as const), selectors) },
  { requiredKeys: ['region'] },
)
const change = fc
  .record(
    {
      tenant,
      instances: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 }),
      edits: fc.tuple(edit, edit),
      split: fc.nat(ids.length),
      seenRevision: fc.nat(20),
      tagsPerInstanceMax: fc.integer({ min: 1, max: 5 }),
      at: fc.nat(50).map((later) => start + later),
    },
    { requiredKeys: ['tenant', 'instances', 'edits', 'split', 'tagsPerInstanceMax', 'at'] },
  )
  .map(({ instances, edits: [one, other], split, ...fields }) => {
    const both = [
      { instances: instances.slice(0, split), ...one },
      { instances: instances.slice(split), ...other },
    ]
    return aChange({ edits: both.filter(({ instances }) => instances.length > 0), ...fields })
  })
const idempotency = fc
  .record({ token: fc.constantFrom('t', 'u'), digest: fc.constantFrom('d', 'e') })
  .map(anIdempotencyToken)
const creation = fc
  .record({ tenant, region, id: fc.constantFrom(...ids), tags: set, idempotency: fc.option(idempotency) })
  .map(({ tenant, region, id, tags, idempotency }) =>
    aCreation(anInstance(id, { tenant, region, tags }), { tagsPerInstanceMax: 3, ...(idempotency && { idempotency }) }),
  )
const deletion = fc
  .record({ tenant, id: fc.constantFrom(...ids) })
  .map(({ tenant, id }): InstanceDeletion<never> => aDeletion(id, { tenant }))
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: change.map((change) => ({ kind: 'change' as const, change })) },
  { weight: 4, arbitrary: creation.map((creation) => ({ kind: 'create' as const, creation })) },
  { weight: 1, arbitrary: deletion.map((deletion) => ({ kind: 'delete' as const, deletion })) },
)

async function take(step: Step, store: Store, model: StoreModel): Promise<void> {
  if (step.kind === 'create' && model.has(step.creation.instance.tenant, step.creation.instance.id)) return
  const answer = await write(step, store)
  const expected =
    step.kind === 'change'
      ? model.changeTags(step.change)
      : step.kind === 'create'
        ? model.createInstance(step.creation)
        : model.deleteInstance(step.deletion)
  const { differences, ...rest } = { differences: undefined, ...answer }
  expect(rest).toEqual(expected)
  if (!differences || !('kind' in rest) || rest.kind !== 'applied') return
  expect(Object.hasOwn(rest, 'revision')).toBe((differences as readonly unknown[]).length > 0)
}

function write(step: Step, store: Store): Promise<object> {
  if (step.kind === 'change') return store.changeTags(step.change)
  return step.kind === 'create' ? store.createInstance(step.creation) : store.deleteInstance(step.deletion)
}

function everyInstance() {
  return tenants.flatMap((tenant) => ids.map((id) => anInstance(id, { tenant })))
}

/** Each revision that a tenant reached, and that before the first. */
function revisionsOf(model: StoreModel, tenant: string): readonly (readonly [tenant: string, revision: number])[] {
  return Array.from({ length: model.revisionOf(tenant) + 1 }, (_, revision) => [tenant, revision])
}

/** Takes back what tenant `t1` did in some revisions; tags that changed again stay. */
async function undoRevisions(store: Store, revisions: { readonly from: number; readonly to: number }) {
  const { changes } = await historyPage(store, { tenants: ['t1'], revisions }, undefined, 1000)
  const seenRevision = await store.revisionOf('t1')
  const found = await Promise.all(ids.map((id) => store.findInstance('t1', id)))
  const now = new Map(found.flatMap((one) => (one ? [[one.id, one] as const] : [])))
  const { edits } = undo(changes, now)
  return store.changeTags(aChange({ edits, seenRevision, operation: undoOperation }))
}

/** The instances that carried tags at a revision, those among them that are gone. */
async function pastOf(store: Store, tenant: string, revision: number) {
  const past = await store.tagsAsOf(tenant, ids, revision)
  if (!(past instanceof Map)) throw new Error('The log is too long for a test')
  const found = Array.from(past as ReadonlyMap<string, PastInstance>, ([id, instance]) => ({ id, ...instance }))
  return sortedTags(found.filter(({ tags }) => tags.length > 0))
}

/** Instances by id, their tags by key. */
function sortedTags(instances: readonly (PastInstance & { readonly id: string })[]) {
  const told = instances.map(({ id, region, tags }) => ({
    id,
    region,
    tags: tags.toSorted((one, other) => compareCodePoints(one.key, other.key)),
  }))
  return told.toSorted((one, other) => compareCodePoints(one.id, other.id))
}

/** What each instance carries by the log alone, up to a revision; read from its beginning a few rows at a time. */
async function replayed(store: Store, tenant: string, end = Number.POSITIVE_INFINITY): Promise<object> {
  const tags = new Map<string, string>()
  let last = 0
  for (;;) {
    const rows = await store.readChanges(tenant, last, 3)
    const [first] = rows
    if (!first || first.revision > end) return Object.fromEntries([...tags].sort())
    expect(first.revision).toBe(last + 1)
    for (const row of rows) {
      expect([last, last + 1]).toContain(row.revision)
      last = row.revision
      if (last <= end) replay(row, tags)
    }
  }
}

function replay({ instance, key, before, after }: LoggedDifference, tags: Map<string, string>): void {
  const place = `${instance} ${key}`
  expect(tags.get(place)).toBe(before)
  if (after === undefined) tags.delete(place)
  else tags.set(place, after)
}

function carried(instances: readonly { readonly id: string; readonly tags: readonly Tag[] }[]): object {
  const pairs = instances.flatMap(({ id, tags }) => tags.map(({ key, value }) => [`${id} ${key}`, value] as const))
  return Object.fromEntries(pairs.sort())
}
