import { expect, test } from 'vitest'
import { parseAuditTime } from './audit-time.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

test.each([
  ['30s', '2026-11-22T11:59:30.000Z'],
  ['15m', '2026-11-22T11:45:00.000Z'],
  ['2h', '2026-11-22T10:00:00.000Z'],
  ['7d', '2026-11-15T12:00:00.000Z'],
  ['2026-11-22', '2026-11-22T00:00:00.000Z'],
  ['2026-11-22T10:11', '2026-11-22T10:11:00.000Z'],
  ['2026-11-22T10:11:12', '2026-11-22T10:11:12.000Z'],
  ['2026-11-22T10:11:12.5Z', '2026-11-22T10:11:12.500Z'],
  ['2026-11-22T10:11:12+08:00', '2026-11-22T02:11:12.000Z'],
])('%s is %s', (text, time) => {
  expect(new Date(parseAuditTime(text, now) ?? 0).toISOString()).toBe(time)
})

test.each([
  '',
  '15',
  'm',
  '-1h',
  '1w',
  '1.5h',
  'yesterday',
  '2026',
  '2026-13-01',
  '2026-02-30',
  '2026-11-22T25:00',
  '9999999d',
])('"%s" is no time', (text) => {
  expect(parseAuditTime(text, now)).toBeUndefined()
})
