import type { RotatingFiles } from './rotating-files.ts'

/** What waits while it cannot be written, bytes; beyond it the oldest records are dropped. */
const waitingBytesMax = 16 * 1024 * 1024
/** What waits is kept in pieces of about so many bytes: few enough to write soon, small enough to drop one. */
const pieceBytes = 64 * 1024
const retryMs = 1000
const lineEnd = Buffer.from('\n')

/** Is told what becomes of the records. */
export interface AuditObserver {
  recorded(outcome: 'written' | 'dropped', records: number): void
  /** Records cannot be written, for the first time since they could be. */
  failed(error: unknown): void
  /** They can again, and all that waited are. */
  recovered(): void
}

type Files = Pick<RotatingFiles, 'makeRoomFor' | 'append' | 'close'>

/** Lines on their way to the disk. */
interface Piece {
  bytes: Buffer
  records: number
  /** Bytes of it that are written already. */
  written: number
}

/** The lines of one turn of the event loop, which are written together. */
interface Batch {
  text: string
  records: number
  readonly settled: PromiseWithResolvers<void>
}

/**
 * Writes records, those of one turn of the event loop with one system call. They reach the operating system before
 * {@link record} settles, so that a killed process loses none; they are not fsynced.
 */
export class AuditTrail {
  readonly #files: Files
  readonly #observer: AuditObserver
  #batch: Batch | undefined
  #waiting: Piece[] = []
  #waitingBytes = 0
  #failing = false
  /** Whether what was written last ends in the middle of a line whose rest was dropped. */
  #torn = false
  #retry: NodeJS.Timeout | undefined

  constructor(files: Files, observer: AuditObserver) {
    this.#files = files
    this.#observer = observer
  }

  /** Whether records get written. */
  get isGood(): boolean {
    return !this.#failing
  }

  /**
   * Settles when the record is written, or waits in memory since it cannot be. Never rejects.
   * @param line of the record, as `auditLine` makes it
   */
  record(line: string): Promise<void> {
    this.#batch ??= this.#newBatch()
    this.#batch.text += line
    this.#batch.records++
    return this.#batch.settled.promise
  }

  /** Writes what was recorded so far, now. */
  flush(): void {
    const batch = this.#batch
    if (!batch) return
    this.#batch = undefined
    this.#enqueue(Buffer.from(batch.text), batch.records)
    this.#writeWaiting()
    batch.settled.resolve()
  }

  /** Writes what is left; what still cannot be written is lost. */
  close(): void {
    this.flush()
    if (this.#failing) this.#writeWaiting()
    clearTimeout(this.#retry)
    while (this.#waiting.length > 0) this.#dropOldest()
    this.#files.close()
  }

  #newBatch(): Batch {
    setImmediate(() => this.flush())
    return { text: '', records: 0, settled: Promise.withResolvers() }
  }

  #enqueue(bytes: Buffer, records: number): void {
    this.#waitingBytes += bytes.length
    const last = this.#waiting.at(-1)
    if (!last || last.bytes.length >= pieceBytes) this.#waiting.push({ bytes, records, written: 0 })
    else {
      last.bytes = Buffer.concat([last.bytes, bytes])
      last.records += records
    }
  }

  #writeWaiting(): void {
    try {
      for (let piece = this.#waiting[0]; piece; piece = this.#waiting[0]) {
        this.#write(piece)
        this.#waiting.shift()
        this.#waitingBytes -= piece.bytes.length
        this.#observer.recorded('written', piece.records)
      }
      if (this.#failing) this.#observer.recovered()
      this.#failing = false
    } catch (error) {
      this.#keepForLater(error)
    }
  }

  /** Goes on at the byte where a write before ended, so that no line is torn; a piece is never on two files. */
  #write(piece: Piece): void {
    if (piece.written === 0) this.#files.makeRoomFor(piece.bytes.length)
    if (this.#torn) this.#append(lineEnd)
    this.#torn = false
    while (piece.written < piece.bytes.length) piece.written += this.#append(piece.bytes.subarray(piece.written))
  }

  #append(bytes: Buffer): number {
    const written = this.#files.append(bytes)
    if (written === 0) throw new Error('Cannot write to the audit trail: no byte is taken')
    return written
  }

  #keepForLater(error: unknown): void {
    if (!this.#failing) this.#observer.failed(error)
    this.#failing = true
    while (this.#waitingBytes > waitingBytesMax) this.#dropOldest()
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.#writeWaiting(), retryMs).unref()
  }

  #dropOldest(): void {
    const { bytes, records, written } = this.#waiting.shift() as Piece
    this.#waitingBytes -= bytes.length
    const whole = linesIn(bytes.subarray(0, written))
    if (whole > 0) this.#observer.recorded('written', whole)
    this.#observer.recorded('dropped', records - whole)
    this.#torn ||= written > 0 && bytes[written - 1] !== lineEnd[0]
  }
}

function linesIn(bytes: Buffer): number {
  let lines = 0
  for (const byte of bytes) if (byte === lineEnd[0]) lines++
  return lines
}
