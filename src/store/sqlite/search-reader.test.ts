import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fleet } from '../conformance/bed.conformance.ts'
import { agrees, anyInstance, anyQuery } from '../conformance/search-agreement.conformance.ts'
import { parsed, type SearchingStore } from '../conformance/search-calls.conformance.ts'
import type { TaggedInstance } from '../instance.ts'
import { searchLimits } from '../search.ts'
import { ChangeLog } from './change-log.ts'
import { Instances } from './instances.ts'
import { searchFlavour } from './search-flavour.ts'
import { SearchReader } from './search-reader.ts'
import { openSqliteStore } from './sqlite-store.ts'
import { Tags } from './tags.ts'

const scopes = [{ tenant: 't1' }]
const folder = mkdtempSync(join(tmpdir(), 'tagplane-search-'))
const drawn = fc.sample(anyInstance, { numRuns: 150, seed: 5 })
const random = drawn.map((one, index): TaggedInstance => ({ ...one, id: `${one.id}${index}` }))
let database: Database

beforeAll(async () => {
  const store = openSqliteStore(folder, { now: Date.now })
  await store.load('fleet', async () => ({ ...fleet, instances: random }))
  await store.close()
  database = new Sqlite(join(folder, 'tagplane.db'))
})
afterAll(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

function readerFor(fewMax: number): SearchReader {
  const instances = new Instances(database, new Tags(database, new ChangeLog(database)))
  return new SearchReader(database, instances, { ...searchFlavour, fewMax })
}

function storeOn(reader: SearchReader, msMax = 10_000): SearchingStore {
  return {
    searchInstances: async (search) => reader.run({ kind: 'instances', search }, msMax),
    countTagKeys: async (filter, counted) => reader.run({ kind: 'keys', filter, counted }, msMax),
    countTagValues: async (filter, key, counted) => reader.run({ kind: 'values', filter, key, counted }, msMax),
  }
}

test.each([0, 1, 4, 20, 100])(
  'where %i instances are few, each plan agrees with the naive evaluator',
  async (fewMax) => {
    const store = storeOn(readerFor(fewMax))
    await fc.assert(
      fc.asyncProperty(anyQuery, (query) => agrees(store, random, query)),
      { numRuns: 25 },
    )
  },
)

test('a search whose time is up is refused', async () => {
  const answer = await storeOn(readerFor(2), 0).searchInstances({ scopes, where: parsed('k = p'), sort: [], limit: 1 })
  expect(answer).toEqual({ kind: 'search-too-long', secondsMax: searchLimits.msMax / 1000 })
})

test('a statement ends within itself once the time is up', () => {
  const reader = readerFor(2)
  reader.run({ kind: 'keys', filter: { scopes: [] }, counted: { limit: 1 } }, 0)
  const readAll = database.prepare(`select count(*) from instance where ${searchFlavour.inTime}`)
  expect(() => readAll.get()).toThrow('search-too-long')
})
