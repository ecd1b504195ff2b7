import type { AuditRecord } from '../audit/audit-record.ts'
import type { WireReply } from '../dialects/dialect.ts'
import { isoTime, milliseconds } from './call-time.ts'

/** What the audit trail keeps of a call: nothing that the caller wrote but the ids of what he named. */
export function callRecord(cloud: string, reply: WireReply, sourceAddress: string, seconds: number): AuditRecord {
  const { requestId, operation, actor, accessKeyId, resources, decision, status, code } = reply
  return {
    time: isoTime(),
    requestId,
    cloud,
    operation,
    principal: actor,
    accessKeyId,
    sourceAddress,
    resources: resources?.length === 0 ? undefined : resources,
    decision,
    status,
    code,
    ms: milliseconds(seconds),
  }
}
