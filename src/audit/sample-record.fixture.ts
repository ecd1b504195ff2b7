import type { AuditRecord } from './audit-record.ts'

/** A record with all its members, but for those given. */
export function sampleRecord(members: Partial<AuditRecord> = {}): AuditRecord {
  return {
    time: '2026-11-22T00:10:11.123Z',
    requestId: 'request-1',
    cloud: 'north',
    operation: 'UntagResources',
    principal: 'acs:ram::1:user/ops',
    accessKeyId: 'LTAI1',
    sourceAddress: '127.0.0.1',
    resources: ['r-1'],
    decision: 'allow',
    status: 200,
    code: 'OK',
    ms: 1.234,
    ...members,
  }
}
