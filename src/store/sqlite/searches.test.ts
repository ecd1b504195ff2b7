import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { aChange, anInstance, fleet, tags } from '../conformance/bed.conformance.ts'
import { openSqliteStore } from './sqlite-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'tagplane-search-'))
afterAll(() => rmSync(folder, { recursive: true }))

const request = {
  kind: 'instances',
  search: { scopes: [{ tenant: 't1' }], sort: [], limit: 10 },
} as const

test('a search that goes wrong fails alone', async () => {
  const store = openSqliteStore(folder, { now: Date.now })
  await store.load('fleet', async () => ({ ...fleet, instances: [anInstance('a')] }))
  const twice = [...request.search.scopes, ...request.search.scopes]
  const searches = [twice, request.search.scopes].map((scopes) => store.searchInstances({ ...request.search, scopes }))
  const [wrong, right] = await Promise.allSettled(searches)
  expect(wrong).toMatchObject({ status: 'rejected', reason: { message: 'A search named a tenant twice' } })
  expect(right).toMatchObject({ status: 'fulfilled', value: { total: 1 } })
  await store.close()
})

test('searches that come at once are each answered with what they asked for, while changes are written', async () => {
  const store = openSqliteStore(folder, { now: Date.now })
  const filter = { scopes: request.search.scopes }
  const [page, , keys, values] = await Promise.all([
    store.searchInstances(request.search),
    store.changeTags(aChange({ instances: ['a'], set: tags('k=v') })),
    store
      .changeTags(aChange({ instances: ['a'], set: tags('k=w') }))
      .then(() => store.countTagKeys(filter, { limit: 1 })),
    store
      .changeTags(aChange({ instances: ['a'], set: tags('k=x') }))
      .then(() => store.countTagValues(filter, 'k', { limit: 1 })),
  ])
  expect(page).toMatchObject({ kind: 'page', total: 1 })
  expect(keys).toEqual({ kind: 'counts', counts: [{ text: 'k', instances: 1 }], hasMore: false })
  expect(values).toEqual({ kind: 'counts', counts: [{ text: 'x', instances: 1 }], hasMore: false })
  await store.close()
})

test('searches that are under way or wait when the store closes fail', async () => {
  const store = openSqliteStore(folder, { now: Date.now })
  const searches = [1, 2].map(() => store.searchInstances(request.search))
  const failed = Promise.allSettled(searches)
  await new Promise(setImmediate)
  await store.close()
  for (const one of await failed) expect(one).toMatchObject({ reason: new Error('The store is closed') })
})
