import sonicBoom from 'sonic-boom'
import type { WireReply } from '../dialects/dialect.ts'
import { isoTime, milliseconds } from './call-time.ts'

/** Lines are written together, to keep a system call off each request; a crash loses the last of them. */
const bytesBuffered = 64 * 1024
const flushMs = 100
/** A reader of stderr that stalls may cost this much memory; lines beyond are lost, and calls go on. */
const bytesWaitingMax = 16 * 1024 * 1024

/** What is logged, from the most to the least: a line for every request is of `info`. */
export const logLevels = ['info', 'error', 'silent'] as const

export type LogLevel = (typeof logLevels)[number]

/** The server's log: JSON lines on stderr. */
export interface RequestLog {
  /** One line a request: who, what, how it ended; no parameter, no header. */
  answered(dialect: string, reply: WireReply, remoteAddress: string, seconds: number): void
  /** Something that no dialect could answer for. */
  failed(error: unknown): void
  /** What went wrong before is well again. */
  recovered(message: string): void
  /** Writes what is buffered. */
  flush(): void
}

export function createRequestLog(level: LogLevel): RequestLog {
  const stderr = new sonicBoom.SonicBoom({
    fd: 2,
    minLength: bytesBuffered,
    maxWrite: 2 * bytesBuffered,
    maxLength: bytesWaitingMax,
    periodicFlush: flushMs,
    sync: false,
  })
  const write = (line: object) => stderr.write(`${JSON.stringify(line)}\n`)
  return {
    answered(dialect, { requestId, operation, status, code, actor, failure }, remoteAddress, seconds) {
      if (level === 'silent' || (level === 'error' && failure === undefined)) return
      const ms = milliseconds(seconds)
      const call = { requestId, dialect, operation, status, code, actor, remoteAddress, ms }
      if (failure === undefined) write({ time: isoTime(), level: 'info', ...call })
      else write({ time: isoTime(), level: 'error', ...call, error: textOf(failure) })
    },
    failed(error) {
      if (level !== 'silent') write({ time: isoTime(), level: 'error', error: textOf(error) })
    },
    recovered(message) {
      if (level !== 'silent') write({ time: isoTime(), level: 'info', message })
    },
    flush: () => stderr.flushSync(),
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
