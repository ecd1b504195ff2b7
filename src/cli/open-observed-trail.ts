import type { AuditTrail } from '../audit/audit-trail.ts'
import { openAuditTrail } from '../audit/open-audit-trail.ts'
import type { Metrics } from '../server/metrics.ts'
import type { RequestLog } from '../server/request-log.ts'
import { UsageError } from './listen-address.ts'

/**
 * The audit trail of a server: what becomes of its records is counted, and that they cannot be written is logged.
 * @param mebibytes that all its files may take together
 * @throws UsageError
 */
export function openObservedTrail(data: string, mebibytes: number, metrics: Metrics, log: RequestLog): AuditTrail {
  const observer = {
    recorded: metrics.recorded,
    failed: (error: unknown) => log.failed(`Cannot write the audit trail, calls go on: ${(error as Error).message}`),
    recovered: () => log.recovered('The audit trail is written again'),
  }
  try {
    return openAuditTrail(data, mebibytes, observer)
  } catch (error) {
    throw new UsageError(`Cannot open the audit trail: ${(error as Error).message}`)
  }
}
