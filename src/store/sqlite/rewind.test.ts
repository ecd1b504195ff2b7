import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { TagEdit } from '../../tags/tag-change.ts'
import { aChange, aDeletion, anInstance, fleet, north, start, tags } from '../conformance/bed.conformance.ts'
import type { Store } from '../store.ts'
import { pointsAt, rewindDatabase } from './rewind.ts'
import { openSqliteStore } from './sqlite-store.ts'
import { verifyDatabase } from './verify.ts'

const ids = ['a', 'b', 'c']

/** Runs `work` on a store of three instances on disk; then the store is closed. */
async function history(work: (store: Store, clock: { at: number }) => Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-rewind-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const clock = { at: start }
  const store = openSqliteStore(folder, { now: () => clock.at })
  await store.load('fleet', async () => ({ ...fleet, instances: ids.map((id) => anInstance(id)) }))
  await work(store, clock)
  await store.close()
  const path = join(folder, 'tagplane.db')
  return { folder, path, tags: () => tagsIn(folder) }
}

async function tagsIn(folder: string) {
  const store = openSqliteStore(folder, { now: () => start })
  const found = Object.fromEntries(await store.tagsOf('t1', north, ids))
  await store.close()
  return found
}

const key = fc.constantFrom('k', 'l', 'm')
const edit: fc.Arbitrary<Partial<TagEdit>> = fc.oneof(
  fc.record({
    instances: fc.subarray(ids, { minLength: 1 }),
    set: fc.uniqueArray(fc.record({ key, value: fc.constantFrom('1', '2') }), { selector: (tag) => tag.key }),
  }),
  fc.record({ instances: fc.subarray(ids, { minLength: 1 }), unset: fc.array(fc.record({ key }), { minLength: 1 }) }),
  fc.record({ instances: fc.subarray(ids, { minLength: 1 }), unset: fc.constant('all' as const) }),
)

test('after any history, a tenant taken back has the tags that it had at that revision, and is sound', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 12 }), fc.nat(), async (edits, choice) => {
      const states: object[] = [{ a: [], b: [], c: [] }]
      const { folder, path } = await history(async (store) => {
        for (const fields of edits) {
          const outcome = await store.changeTags(aChange(fields))
          if (outcome.kind === 'applied' && outcome.revision !== undefined) {
            states.push(sorted(Object.fromEntries(await store.tagsOf('t1', north, ids))))
          }
        }
      })
      const revision = choice % states.length
      const [rewound] = rewindDatabase(path, [{ tenant: 't1', revision }], start)
      expect(rewound).toMatchObject({ revision, undone: states.length - 1 - revision, lost: [] })
      expect(sorted(await tagsIn(folder))).toEqual(states[revision])
      expect(verifyDatabase(folder)).toEqual([])
      rmSync(folder, { recursive: true, force: true })
    }),
    { numRuns: 60 },
  )
}, 60_000)

function sorted(found: object): object {
  return Object.fromEntries(
    Object.entries(found).map(([id, list]) => [id, [...list].sort((one, other) => (one.key < other.key ? -1 : 1))]),
  )
}

test('a tag that stayed attached keeps its place, and one that comes back stands where it was attached', async () => {
  const { path, tags: now } = await history(async (store) => {
    await store.changeTags(aChange({ set: tags('z=1') }))
    await store.changeTags(aChange({ set: tags('y=1') }))
    await store.changeTags(aChange({ set: tags('x=1') }))
    await store.changeTags(aChange({ unset: [{ key: 'z' }], set: tags('x=2') }))
    await store.changeTags(aChange({ set: tags('z=2') }))
  })
  rewindDatabase(path, [{ tenant: 't1', revision: 3 }], start)
  expect((await now()).a).toEqual(tags('z=1', 'y=1', 'x=1'))
})

test('of tags that one call attached, those that stayed keep their order, and those that come back stand behind them by key', async () => {
  const { path, tags: now } = await history(async (store) => {
    await store.changeTags(aChange({ instances: ids, set: tags('z=1', 'd=1', 'y=1', 'c=1', 'x=1') }))
    await store.changeTags(aChange({ instances: ids, set: tags('a=1') }))
    await store.changeTags(aChange({ instances: ids, set: tags('y=2') }))
    await store.changeTags(aChange({ instances: ids, unset: [{ key: 'd' }, { key: 'c' }] }))
  })
  rewindDatabase(path, [{ tenant: 't1', revision: 2 }], start)
  const found = tags('z=1', 'y=1', 'x=1', 'c=1', 'd=1', 'a=1')
  expect(await now()).toEqual({ a: found, b: found, c: found })
})

test('the tags of an instance that is gone cannot come back, and the log says so', async () => {
  const { folder, path } = await history(async (store) => {
    await store.changeTags(aChange({ instances: ['a', 'b'], set: tags('env=prod') }))
    await store.deleteInstance(aDeletion('b'))
    await store.changeTags(aChange({ unset: 'all' }))
  })
  expect(rewindDatabase(path, [{ tenant: 't1', revision: 1 }], start)).toEqual([
    { tenant: 't1', revision: 1, undone: 2, tags: 1, lost: ['b'] },
  ])
  expect(verifyDatabase(folder)).toEqual([])
  const store = openSqliteStore(folder, { now: () => start })
  expect(
    (await store.readChanges('t1', 1, 10)).map(({ instance, key: name, before }) => [instance, name, before]),
  ).toEqual([['b', 'env', 'prod']])
  await store.close()
})

test('a time is the last revision that was made by then, of each tenant', async () => {
  const { path } = await history(async (store) => {
    for (const [index, value] of ['1', '2', '3'].entries()) {
      await store.changeTags(aChange({ set: [{ key: 'k', value }], at: start + index * 1000 }))
    }
  })
  const revisionAt = (time: number) => pointsAt(path, time).map(({ revision }) => revision)
  expect([revisionAt(start - 1), revisionAt(start), revisionAt(start + 1999), revisionAt(start + 9000)]).toEqual([
    [0],
    [1],
    [2],
    [3],
  ])
})

test.each([
  ['of a tenant that does not exist', { tenant: 'none', revision: 0 }, 'There is no tenant "none"'],
  ['that was not reached', { tenant: 't2', revision: 2 }, 'Tenant t2 is at revision 0 in the backup, not 2'],
])('a revision %s is refused, and nothing is done', async (_what, point, message) => {
  const { path, tags: now } = await history(async (store) => {
    await store.changeTags(aChange({ set: tags('env=prod') }))
  })
  expect(() => rewindDatabase(path, [{ tenant: 't1', revision: 0 }, point], start)).toThrow(message)
  expect((await now()).a).toEqual(tags('env=prod'))
})
