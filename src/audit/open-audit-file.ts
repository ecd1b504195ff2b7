import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import type { AuditFile } from './audit-files.ts'

/** A file of the trail, open to be appended to. */
export interface OpenAuditFile {
  readonly fd: number
  readonly number: number
  readonly bytes: number
}

const lineEnd = 0x0a

/**
 * Opens a file, or makes it, for its owner alone. A line that a crash or a full disk left torn is ended, so that the next
 * one stands for itself. Two processes may append to the same file.
 */
export function openAuditFile({ path, number }: AuditFile): OpenAuditFile {
  const fd = openSync(path, 'a+', 0o600)
  try {
    const { size } = fstatSync(fd)
    const bytes = size === 0 || lastByte(fd, size) === lineEnd ? size : size + writeSync(fd, '\n')
    return { fd, number, bytes }
  } catch (error) {
    closeSync(fd)
    throw error
  }
}

function lastByte(fd: number, size: number): number | undefined {
  const byte = Buffer.alloc(1)
  return readSync(fd, byte, 0, 1, size - 1) === 1 ? byte[0] : undefined
}
