import sonicBoom from 'sonic-boom'
import { isoTime } from './call-time.ts'

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
  /**
   * One line a request.
   * @param line of its audit record, which the log says once more
   * @param failure what was caught, if it was that kind of call
   */
  answered(line: string, failure?: unknown): void
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
    answered(line, failure) {
      if (failure !== undefined) {
        if (level !== 'silent') write({ level: 'error', ...JSON.parse(line), error: textOf(failure) })
      } else if (level === 'info') stderr.write(`{"level":"info",${line.slice(1)}`)
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
