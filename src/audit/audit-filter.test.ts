import { expect, test } from 'vitest'
import { type AuditCriteria, auditFilter } from './audit-filter.ts'
import { sampleRecord } from './sample-record.fixture.ts'

const at = Date.parse('2026-11-22T00:10:11.123Z')

test.each<[criteria: AuditCriteria, meets: boolean]>([
  [{}, true],
  [{ since: at }, true],
  [{ since: at + 1 }, false],
  [{ until: at }, true],
  [{ until: at - 1 }, false],
  [{ principal: 'acs:ram::1:user/ops' }, true],
  [{ principal: 'ops' }, true],
  [{ principal: 'op' }, false],
  [{ principal: 'user/ops' }, false],
  [{ key: 'LTAI1' }, true],
  [{ key: 'LTAI' }, false],
  [{ operation: 'UntagResources' }, true],
  [{ operation: 'TagResources' }, false],
  [{ resource: 'r-2' }, true],
  [{ resource: 'r' }, false],
  [{ cloud: 'north' }, true],
  [{ cloud: 'south' }, false],
  [{ decision: 'deny' }, true],
  [{ decision: 'allow' }, false],
  [{ code: 'Forbidden.RAM' }, true],
  [{ code: 'Forbidden' }, false],
  [{ code: 'error' }, true],
  [{ code: 'OK' }, false],
  [{ requestId: 'request-1' }, true],
  [{ requestId: 'request-2' }, false],
  [{ principal: 'ops', decision: 'deny', code: 'error' }, true],
  [{ principal: 'ops', decision: 'allow' }, false],
])('%j is met: %s', (criteria, meets) => {
  const record = sampleRecord({ resources: ['r-1', 'r-2'], decision: 'deny', code: 'Forbidden.RAM' })
  expect(auditFilter(criteria)(record)).toBe(meets)
})

test.each<[criteria: AuditCriteria, meets: boolean]>([
  [{ principal: 'acs:ram::1:user/ops' }, true],
  [{ principal: 'admin' }, true],
  [{ principal: 'iam::2:user:admin' }, true],
  [{ principal: 'other' }, false],
  [{ key: 'AK2' }, true],
  [{ key: 'AK' }, false],
])('of a call as two principals, %j is met: %s', (criteria, meets) => {
  const record = sampleRecord({ principal: 'acs:ram::1:user/ops, iam::2:user:admin', accessKeyId: 'AK1, AK2' })
  expect(auditFilter(criteria)(record)).toBe(meets)
})

test('a name stands after a colon, too', () => {
  expect(auditFilter({ principal: 'ops' })(sampleRecord({ principal: 'iam::d:user:ops' }))).toBe(true)
})

test('a good call is no error', () => {
  expect(auditFilter({ code: 'error' })(sampleRecord())).toBe(false)
})

test.each<AuditCriteria>([{ principal: 'ops' }, { key: 'LTAI1' }, { resource: 'r-1' }, { cloud: 'north' }])(
  'a record without what is asked for does not meet %j',
  (criteria) => {
    const bare = { time: '2026-11-22T00:10:11.123Z', operation: 'unknown', decision: 'none', code: 'Bad' } as const
    expect(auditFilter(criteria)(bare)).toBe(false)
  },
)
