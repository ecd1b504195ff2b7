import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** One file of the trail. Its number says its place: the highest is the newest. */
export interface AuditFile {
  readonly number: number
  readonly path: string
}

const name = /^audit-(\d{6,12})\.jsonl$/

/** Where the trail is kept. @param dataFolder of `tagplane serve` */
export function auditFolderIn(dataFolder: string): string {
  return join(dataFolder, 'audit')
}

/** For the owner alone, as everything in the data folder. */
export function makeAuditFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
}

export function auditFile(folder: string, number: number): AuditFile {
  return { number, path: join(folder, `audit-${String(number).padStart(6, '0')}.jsonl`) }
}

/** The files of the trail, the oldest first. @throws if the folder cannot be read */
export function auditFilesIn(folder: string): readonly AuditFile[] {
  const numbers = readdirSync(folder).flatMap((entry) => name.exec(entry)?.[1] ?? [])
  return numbers.map((digits) => auditFile(folder, Number(digits))).toSorted((a, b) => a.number - b.number)
}

/** Size in bytes, and the time of the last write, milliseconds since 1970; both 0 if the file is gone. */
export function standingOf({ path }: AuditFile): { readonly bytes: number; readonly writtenAt: number } {
  const found = statSync(path, { throwIfNoEntry: false })
  return { bytes: found?.size ?? 0, writtenAt: found?.mtimeMs ?? 0 }
}
