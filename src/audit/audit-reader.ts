import { type AuditFile, auditFilesIn, auditFolderIn, standingOf } from './audit-files.ts'
import { type AuditRecord, parseAuditLine } from './audit-record.ts'
import { FileLines } from './file-lines.ts'

/** A record, and its line as it is in the file, without its end. */
export interface AuditEntry {
  readonly line: string
  readonly record: AuditRecord
}

/** Reads the trail in a data folder, the oldest record first, across its files; beside a server that writes it, too. */
export class AuditReader {
  readonly #folder: string
  readonly #since: number
  #file: AuditFile | undefined
  #lines: FileLines | undefined
  #damaged = 0

  /** @param since files that were last written before are not read, milliseconds since 1970 */
  constructor(dataFolder: string, since = 0) {
    this.#folder = auditFolderIn(dataFolder)
    this.#since = since
  }

  /** Lines read so far that a crash or a full disk left torn. */
  get damaged(): number {
    return this.#damaged + (this.#lines?.endsTorn ? 1 : 0)
  }

  /**
   * The entries from where it ended the last time to where the trail ends now, some at a time.
   * @throws if the trail cannot be read
   */
  *entries(): Generator<readonly AuditEntry[]> {
    yield* this.#restOfFile()
    for (let next = this.#nextFile(); next; next = this.#nextFile()) {
      // The file may have grown until the next one was begun; from then on it does not.
      yield* this.#restOfFile()
      this.#open(next)
      yield* this.#restOfFile()
    }
  }

  close(): void {
    this.#lines?.close()
    this.#lines = undefined
  }

  *#restOfFile(): Generator<readonly AuditEntry[]> {
    for (let lines = this.#lines?.next(); lines; lines = this.#lines?.next()) yield this.#entriesOf(lines)
  }

  #entriesOf(lines: readonly string[]): readonly AuditEntry[] {
    const entries: AuditEntry[] = []
    for (const line of lines) {
      if (line === '') continue
      const record = parseAuditLine(line)
      if (record) entries.push({ line, record })
      else this.#damaged++
    }
    return entries
  }

  #nextFile(): AuditFile | undefined {
    const read = this.#file?.number ?? 0
    return auditFilesIn(this.#folder).find((file) => file.number > read && standingOf(file).writtenAt >= this.#since)
  }

  /** One that is deleted just now is passed over. */
  #open(file: AuditFile): void {
    if (this.#lines?.endsTorn) this.#damaged++
    this.close()
    this.#file = file
    try {
      this.#lines = new FileLines(file.path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
}
