import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fleet, start } from '../conformance/bed.conformance.ts'
import { agrees, anyInstance, anyQuery } from '../conformance/search-agreement.conformance.ts'
import type { TaggedInstance } from '../instance.ts'
import { SearchRefused } from '../sql/search/search-refused.ts'
import { connect } from './connection.ts'
import { Connections } from './connections.ts'
import { openPostgresHome, openTestDatabase, type PostgresHome, type TestDatabase } from './postgres-home.fixture.ts'
import { searchFlavour } from './search-flavour.ts'
import { runSteps, Searches } from './searches.ts'
import { TimedQueries } from './timed-queries.ts'

const drawn = fc.sample(anyInstance, { numRuns: 100, seed: 5 })
const random = drawn.map((one, index): TaggedInstance => ({ ...one, id: `${one.id}${index}` }))
let database: TestDatabase
let home: PostgresHome
let connections: Connections

beforeAll(async () => {
  database = await openTestDatabase()
  home = await openPostgresHome(database)
  const store = await home.openStore(() => start)
  await store.load('fleet', async () => ({ ...fleet, instances: random }))
  await store.close()
  connections = new Connections(() => connect([home.url], 10_000), 2, 10_000)
}, 120_000)
afterAll(async () => {
  await connections.close()
  await home[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
}, 120_000)

test.each([0, 2, 10])('where %i instances are few, each plan agrees with the naive evaluator', async (fewMax) => {
  const searches = new Searches(connections, { ...searchFlavour, fewMax })
  const store = {
    searchInstances: searches.instances.bind(searches),
    countTagKeys: searches.countKeys.bind(searches),
    countTagValues: searches.countValues.bind(searches),
  }
  await fc.assert(
    fc.asyncProperty(anyQuery, (query) => agrees(store, random, query)),
    { numRuns: 25 },
  )
})

test.each([
  ['a statement that takes longer than the time left is ended', 50, 'select pg_sleep(20), $1::text'],
  ['no statement is begun once the time is up', 0, 'select $1::text'],
])('%s', async (_rule, msLeft, text) => {
  function* steps() {
    yield { text, values: ['t1'] }
  }
  const run = connections.transaction((transaction) =>
    runSteps(steps(), new TimedQueries(transaction, performance.now() + msLeft)),
  )
  await expect(run).rejects.toThrow(SearchRefused)
  expect(await connections.get('select 1 as one')).toEqual({ one: 1 })
})
