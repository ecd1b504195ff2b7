import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import type { AuditRecord } from '../audit/audit-record.ts'
import { AuditTable } from './audit-table.ts'

const record: AuditRecord = {
  time: '2026-11-22T00:10:11.123Z',
  requestId: 'request-1',
  operation: 'UntagResources',
  principal: 'acs:ram::1:user/ops',
  accessKeyId: 'LTAI1',
  sourceAddress: '127.0.0.1',
  resources: ['r-1', 'r-2', 'r-3'],
  decision: 'allow',
  status: 200,
  code: 'OK',
  ms: 1.26,
}

/** Head and rows, as they look. */
function shown(records: readonly AuditRecord[], width?: number): readonly string[] {
  const table = new AuditTable(width)
  const rows = table.rows(records)
  return [table.head(), ...rows].map(stripVTControlCharacters)
}

test('a record is a row below its head', () => {
  expect(shown([record])).toEqual([
    'TIME                      DECISION  CODE  OPERATION       PRINCIPAL            RESOURCES  KEY    SOURCE     MS   REQUEST ID',
    '2026-11-22T00:10:11.123Z  allow     OK    UntagResources  acs:ram::1:user/ops  r-1 +2     LTAI1  127.0.0.1  1.3  request-1',
  ])
})

test('what is not known is a dash', () => {
  const { time, operation, decision, code } = record
  expect(shown([{ time, operation, decision, code }])[1]?.split(/ {2,}/).slice(4)).toEqual([
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
  ])
})

test('columns are as wide as what is in them', () => {
  const [head, short, long] = shown([record, { ...record, code: 'SignatureDoesNotMatch' }])
  for (const line of [short, long]) expect(line?.indexOf('UntagResources')).toBe(head?.indexOf('OPERATION'))
})

test.each([120, 80, 34, 10, 1])('no line is wider than a terminal of %i columns', (width) => {
  for (const line of shown([record], width)) expect(line.length).toBeLessThanOrEqual(width)
})

test('what is cut ends with a mark', () => {
  expect(shown([record], 45)[1]).toBe('2026-11-22T00:10:11.123Z  allow     OK    Un…')
})

test('what a caller wrote cannot move the cursor or hide in the line', () => {
  const [, row] = shown([{ ...record, resources: ['r\x1b[2J\n\x9b\u202e1'] }])
  expect(row).toContain('  r�[2J���1  ')
})
