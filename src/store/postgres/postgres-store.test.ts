import { afterAll, beforeAll } from 'vitest'
import { storeConformance } from '../store.conformance.ts'
import { openTestDatabase, reusedHomes, type TestDatabase } from './postgres-home.fixture.ts'

let database: TestDatabase
const homes = reusedHomes(() => database)

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(async () => {
  await homes[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

storeConformance('postgres', { durable: true }, () => homes.open())
