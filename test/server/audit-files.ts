import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A line of the audit trail. */
export type AuditRecord = Readonly<Record<string, unknown>>

/** All that the trail of a data folder holds, the oldest first. */
export function auditText(data: string): string {
  const folder = join(data, 'audit')
  const names = readdirSync(folder).sort()
  return names.map((name) => readFileSync(join(folder, name), 'utf8')).join('')
}

export function auditRecords(data: string): readonly AuditRecord[] {
  const lines = auditText(data).split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line))
}
