import { expect, test } from 'vitest'
import type { HistoryPage } from '../../../store/history.ts'
import type { ReadRefusal } from '../../../store/search.ts'
import type { Call } from '../call.ts'
import { errors } from '../errors.ts'
import { findUndone } from './undone.ts'

const wanted = { requestId: 'r' }
const next = { at: 1, tenant: 't', revision: 1, instance: 'i', key: 'k' }
const row = { ...next, region: 'r', actor: '', operation: '', requestId: 'r' }

/** A call on a log that gives one page after the other, then the last one for ever; each takes `msPerLook`. */
function bed(pages: readonly (HistoryPage | ReadRefusal)[], msPerLook = 0) {
  const looked = { count: 0, ms: 0 }
  const listChanges = async () => {
    looked.ms += msPerLook
    return pages[looked.count++] ?? pages.at(-1)
  }
  const fleet = {
    permissionsOf: async () => ({ denialOfList: () => undefined }),
    regionsOf: () => ['r'],
  }
  const store = { listTenants: async () => [{ id: 't' }] }
  const callers = [{ cloud: { name: 'one', fleet }, principal: { account: 'a' } }]
  const call = { callers, store, reads: { listChanges }, context: { now: () => looked.ms } }
  return { call: call as unknown as Call, looked }
}

const nothingYet = { changes: [], next }

test('a request that was not found as far as was looked is not told to be absent', async () => {
  const { call, looked } = bed([nothingYet])
  expect(await findUndone(call, wanted)).toBe(errors.requestNotFoundYet)
  expect(looked.count).toBe(50)
})

test('the log is looked through for some seconds only', async () => {
  const { call, looked } = bed([nothingYet], 1000)
  expect(await findUndone(call, wanted)).toBe(errors.requestNotFoundYet)
  expect(looked.count).toBe(5)
})

test('a request of which the end was not found is not undone in part', async () => {
  const { call } = bed([{ changes: [row], next }], 1000)
  expect(await findUndone(call, wanted)).toBe(errors.requestNotFoundYet)
})

test('a request that the whole log does not have is absent', async () => {
  const { call } = bed([nothingYet, { changes: [] }])
  expect(await findUndone(call, wanted)).toBe(errors.noSuchChange)
})

test('a request is found behind pages with no rows', async () => {
  const { call } = bed([nothingYet, { changes: [row], next }, nothingYet])
  expect(await findUndone(call, wanted)).toMatchObject([{ differences: [row] }])
})

test('a log that is too busy to be looked through is told to be', async () => {
  const { call } = bed([{ kind: 'too-many-searches', waitingMax: 1 }])
  expect(await findUndone(call, wanted)).toBe(errors.tooManySearches)
})
