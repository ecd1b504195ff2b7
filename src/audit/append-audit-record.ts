import { closeSync, writeSync } from 'node:fs'
import { auditFile, auditFilesIn, auditFolderIn, makeAuditFolder } from './audit-files.ts'
import { type AuditRecord, auditLine } from './audit-record.ts'
import { openAuditFile } from './open-audit-file.ts'

/**
 * Adds one record to the trail of a stopped or a running server: for commands that change what the server keeps.
 * @throws if it cannot be written whole
 */
export function appendAuditRecord(dataFolder: string, record: AuditRecord): void {
  const folder = auditFolderIn(dataFolder)
  makeAuditFolder(folder)
  const { fd } = openAuditFile(auditFilesIn(folder).at(-1) ?? auditFile(folder, 1))
  try {
    const line = Buffer.from(auditLine(record))
    if (writeSync(fd, line) < line.length) throw new Error('Cannot write the audit record whole; the disk may be full')
  } finally {
    closeSync(fd)
  }
}
