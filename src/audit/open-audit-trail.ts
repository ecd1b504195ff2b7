import { auditFolderIn } from './audit-files.ts'
import { type AuditObserver, AuditTrail } from './audit-trail.ts'
import { RotatingFiles } from './rotating-files.ts'

const mebibyte = 1024 * 1024
/** Bytes after which the next file is begun. */
const fileBytesMax = 32 * mebibyte

/**
 * The trail in a data folder, to be written by one server.
 * @param mebibytes that all its files may take together; at least 64
 * @throws if its folder or its newest file cannot be made or opened
 */
export function openAuditTrail(dataFolder: string, mebibytes: number, observer: AuditObserver): AuditTrail {
  const limits = { fileBytesMax, totalBytesMax: mebibytes * mebibyte }
  return new AuditTrail(new RotatingFiles(auditFolderIn(dataFolder), limits), observer)
}
