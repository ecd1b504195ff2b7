import { expect, test } from 'vitest'
import type { WireReply } from '../dialects/dialect.ts'
import { openSqliteStoreInMemory } from '../store/sqlite/sqlite-store.ts'
import { createMetrics } from './metrics.ts'

const reply: WireReply = {
  status: 200,
  headers: {},
  body: '',
  requestId: '1',
  operation: 'ListTags',
  code: 'OK',
  decision: 'allow',
}

test('requests are counted by dialect, operation and code, and timed', async () => {
  const metrics = createMetrics()
  metrics.answered('north', reply, 0.004)
  metrics.answered('north', { ...reply, code: 'Refused' }, 0.3)
  const text = await metrics.render()
  expect(text).toContain('tagplane_requests_total{dialect="north",operation="ListTags",code="OK"} 1')
  expect(text).toContain('tagplane_requests_total{dialect="north",operation="ListTags",code="Refused"} 1')
  expect(text).toContain('tagplane_request_seconds_bucket{le="0.005",dialect="north",operation="ListTags"} 1')
  expect(text).toContain('tagplane_request_seconds_count{dialect="north",operation="ListTags"} 2')
})

test('commits are counted by the writes that shared them', async () => {
  const metrics = createMetrics()
  metrics.committed({ writes: 1, seconds: 0.001 })
  metrics.committed({ writes: 5, seconds: 0.002 })
  const text = await metrics.render()
  expect(text).toContain('tagplane_commit_batch_writes_bucket{le="4"} 1')
  expect(text).toContain('tagplane_commit_batch_writes_sum 6')
  expect(text).toContain('tagplane_commit_seconds_count 2')
})

test('a store that is observed answers and fails as before, and each call is timed by its method', async () => {
  const metrics = createMetrics()
  const inMemory = openSqliteStoreInMemory({ now: Date.now })
  const store = metrics.observed({ ...inMemory, probe: () => Promise.reject(new Error('disk full')) })
  expect(await store.findJob('t1', 'j')).toBeUndefined()
  await expect(store.probe()).rejects.toThrow('disk full')
  await store.close()
  const text = await metrics.render()
  expect(text).toContain('tagplane_store_seconds_count{method="findJob"} 1')
  expect(text).toContain('tagplane_store_seconds_count{method="probe"} 1')
})

test('the figures of one server are not those of another', async () => {
  const [one, other] = [createMetrics(), createMetrics()]
  one.answered('north', reply, 0.001)
  expect(await other.render()).not.toContain('dialect="north"')
})

test('records of the audit trail are counted by what became of them', async () => {
  const metrics = createMetrics()
  expect(await metrics.render()).toContain('tagplane_audit_records_total{outcome="dropped"} 0')
  metrics.recorded('written', 3)
  metrics.recorded('written', 2)
  expect(await metrics.render()).toContain('tagplane_audit_records_total{outcome="written"} 5')
})
