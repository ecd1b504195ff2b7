import { closeSync, rmSync, writeSync } from 'node:fs'
import { type AuditFile, auditFile, auditFilesIn, makeAuditFolder, standingOf } from './audit-files.ts'
import { type OpenAuditFile, openAuditFile } from './open-audit-file.ts'

export interface RotationLimits {
  /** One file, bytes. */
  readonly fileBytesMax: number
  /** All files together, bytes; at least two files. */
  readonly totalBytesMax: number
}

/** The files of a trail as one to append to: begins the next when one is full, and deletes the oldest for it. */
export class RotatingFiles {
  readonly #folder: string
  readonly #limits: RotationLimits
  #open: OpenAuditFile
  #bytes: number
  #closed = false

  /** @throws if the folder or its newest file cannot be made or opened */
  constructor(folder: string, limits: RotationLimits) {
    this.#folder = folder
    this.#limits = limits
    makeAuditFolder(folder)
    const files = auditFilesIn(folder)
    this.#open = openAuditFile(files.at(-1) ?? auditFile(folder, 1))
    this.#bytes = this.#open.bytes
    this.#deleteOldest(files.slice(0, -1))
  }

  /** Begins the next file if the newest has no room for so many bytes. @throws if that fails; then nothing is changed */
  makeRoomFor(bytes: number): void {
    if (this.#bytes === 0 || this.#bytes + bytes <= this.#limits.fileBytesMax) return
    this.#deleteOldest(auditFilesIn(this.#folder))
    const full = this.#open
    this.#open = openAuditFile(auditFile(this.#folder, full.number + 1))
    this.#bytes = this.#open.bytes
    closeSync(full.fd)
  }

  /** @returns how many of the bytes were written: a disk that fills up may take a part @throws if none could be */
  append(bytes: Buffer): number {
    if (this.#closed) throw new Error('Cannot write to the audit trail: it is closed')
    const written = writeSync(this.#open.fd, bytes)
    this.#bytes += written
    return written
  }

  close(): void {
    this.#closed = true
    closeSync(this.#open.fd)
  }

  /** Deletes of the files that will not be written again as many as it takes to have room for a whole one. */
  #deleteOldest(files: readonly AuditFile[]): void {
    let room = this.#limits.totalBytesMax - this.#limits.fileBytesMax
    for (const file of files.toReversed()) {
      room -= standingOf(file).bytes
      if (room < 0) rmSync(file.path, { force: true })
    }
  }
}
