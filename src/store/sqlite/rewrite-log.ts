import { fdatasyncSync, readSync, writeSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { StoreUnavailable } from '../store-error.ts'

/** "WAL-File Format" of SQLite's file format page: a header, then frames of a header and a page each. */
const logHeaderBytes = 32
const frameHeaderBytes = 24
const logSaltsAt = 16
const frameSaltsAt = 8
const saltBytes = 8
const logChecksumAt = 24
const frameChecksumAt = 16
const checksumBytes = 8
const bigEndianMagic = 0x377f0683

/** Where the committed frames of a log end, and the checksum of all that is before. */
export interface LogEnd {
  readonly frames: number
  readonly frameBytes: number
  readonly checksum: Buffer
}

/** A way to ask how many frames of the log are committed. */
export function frameCounter(database: Database): () => number {
  const count = database.prepare<[], { log: number }>('pragma wal_checkpoint(noop)')
  return () => Math.max(0, count.get()?.log ?? 0)
}

/** A way to ask for the end of a log, cheap enough for each commit. Ask right after the commit. */
export function logEndReader(database: Database, log: number): () => LogEnd {
  const frameBytes = frameHeaderBytes + (database.pragma('page_size', { simple: true }) as number)
  const countFrames = frameCounter(database)
  return () => {
    const frames = countFrames()
    const checksum = Buffer.alloc(checksumBytes)
    const lastFrameAt = logHeaderBytes + (frames - 1) * frameBytes
    if (frames > 0) readSync(log, checksum, 0, checksumBytes, lastFrameAt + frameChecksumAt)
    return { frames, frameBytes, checksum }
  }
}

/**
 * Writes the frames of a write-ahead log once more where they stand, up to `end`, and waits until they are on disk.
 * After a failed fsync the operating system takes the pages it could not write for clean, and no later fsync writes
 * them: what is appended behind them would be unreachable after a power cut. SQLite writes the frames of a transaction
 * anew that it did not commit; for those that it did commit, this does it.
 * @param log the open log, on which no transaction is open
 * @throws Error if it cannot be written or synced @throws StoreUnavailable if it no longer holds what was committed
 */
export function rewriteLog(database: Database, log: number, end: LogEnd): void {
  if (end.frames === 0) return
  // SQLite itself would stumble over what is lost.
  readWhole(log, end)
  // Nobody appends meanwhile, another process neither.
  database.exec('begin immediate')
  try {
    writeAll(log, readWhole(log, end))
    fdatasyncSync(log)
  } finally {
    database.exec('rollback')
  }
}

/** The file system may have put older frames back, of a transaction that was undone: they have another checksum. */
function readWhole(log: number, { frames, frameBytes, checksum }: LogEnd): Buffer {
  const bytes = Buffer.alloc(logHeaderBytes + frames * frameBytes)
  readSync(log, bytes, 0, bytes.length, 0)
  const lastFrame = bytes.subarray(-frameBytes)
  const isSame = checksum.equals(lastFrame.subarray(frameChecksumAt, frameChecksumAt + checksumBytes))
  if (!isSame || !isWhole(bytes, frameBytes)) {
    throw new StoreUnavailable('The log lost frames that were committed; restart the server')
  }
  return bytes
}

function writeAll(log: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(log, bytes, at, bytes.length - at, at)
}

type Checksum = readonly [number, number]

/** Whether each frame has the log's salts, and the checksum of all that is before it. */
function isWhole(bytes: Buffer, frameBytes: number): boolean {
  const salts = bytes.subarray(logSaltsAt, logSaltsAt + saltBytes)
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const isLittleEndian = words.getUint32(0) !== bigEndianMagic
  const add = (before: Checksum, from: number, length: number) => sum(before, words, from, length, isLittleEndian)
  const isAt = ([one, other]: Checksum, at: number) => words.getUint32(at) === one && words.getUint32(at + 4) === other

  let checksum = add([0, 0], 0, logChecksumAt)
  if (!isAt(checksum, logChecksumAt)) return false
  for (let at = logHeaderBytes; at < bytes.length; at += frameBytes) {
    if (salts.compare(bytes, at + frameSaltsAt, at + frameChecksumAt) !== 0) return false
    checksum = add(checksum, at, frameSaltsAt)
    checksum = add(checksum, at + frameHeaderBytes, frameBytes - frameHeaderBytes)
    if (!isAt(checksum, at + frameChecksumAt)) return false
  }
  return true
}

function sum(before: Checksum, words: DataView, from: number, length: number, isLittleEndian: boolean): Checksum {
  let [one, other] = before
  for (let at = from; at < from + length; at += 8) {
    one = (one + words.getUint32(at, isLittleEndian) + other) >>> 0
    other = (other + words.getUint32(at + 4, isLittleEndian) + one) >>> 0
  }
  return [one, other]
}
