import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Tag } from '../../tags/tag.ts'
import type { TagChange } from '../../tags/tag-change.ts'
import type { InstanceCreation, InstanceDeletion, LoggedDifference, Store } from '../store.ts'
import {
  aChange,
  aCreation,
  aDeletion,
  anIdempotencyToken,
  anInstance,
  north,
  openBed,
  type StoreHome,
  south,
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
}

const tenant = fc.constantFrom(...tenants)
const region = fc.constantFrom(north, north, north, south)
const key = fc.constantFrom('k', 'l', 'm', '__proto__', '😀')
const value = fc.constantFrom('', '1', '2')
const set = fc.uniqueArray(fc.record({ key, value }), { selector: (tag) => tag.key, maxLength: 4 })
const selectors = fc.array(fc.oneof(fc.record({ key }), fc.record({ key, value })), { maxLength: 3 })
const change = fc
  .record(
    {
      tenant,
      region,
      instances: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 }),
      set,
      unset: fc.oneof(fc.constant('all' as const), selectors),
      tagsPerInstanceMax: fc.integer({ min: 1, max: 5 }),
    },
    { requiredKeys: ['tenant', 'region', 'instances', 'tagsPerInstanceMax'] },
  )
  .map(aChange)
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
  if (differences) expect(Object.hasOwn(rest, 'revision')).toBe((differences as readonly unknown[]).length > 0)
}

function write(step: Step, store: Store): Promise<object> {
  if (step.kind === 'change') return store.changeTags(step.change)
  return step.kind === 'create' ? store.createInstance(step.creation) : store.deleteInstance(step.deletion)
}

function everyInstance() {
  return tenants.flatMap((tenant) => ids.map((id) => anInstance(id, { tenant })))
}

/** What each instance carries by the log alone, read from its beginning a few rows at a time. */
async function replayed(store: Store, tenant: string): Promise<object> {
  const tags = new Map<string, string>()
  let last = 0
  for (;;) {
    const rows = await store.readChanges(tenant, last, 3)
    const [first] = rows
    if (!first) return Object.fromEntries([...tags].sort())
    expect(first.revision).toBe(last + 1)
    for (const row of rows) {
      expect([last, last + 1]).toContain(row.revision)
      last = row.revision
      replay(row, tags)
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
