import { pino } from 'pino'
import type { WireReply } from '../dialects/dialect.ts'

/** Lines are written together, to keep a system call off each request; a crash loses the last of them. */
const bytesBuffered = 4096
const flushMs = 100

/** The server's log: JSON lines on stderr. */
export interface RequestLog {
  /** One line a request: who, what, how it ended; no parameter, no header. */
  answered(dialect: string, reply: WireReply, remoteAddress: string, seconds: number): void
  /** Something that no dialect could answer for. */
  failed(error: unknown): void
  /** Writes what is buffered. */
  flush(): void
}

/** @param level the least that is written: `info` has a line for every request */
export function createRequestLog(level: string): RequestLog {
  const destination = pino.destination({ dest: 2, sync: false, minLength: bytesBuffered, periodicFlush: flushMs })
  const logger = pino({ level, base: null, timestamp: isoTime }, destination)
  return {
    answered(dialect, { requestId, operation, status, code, actor, failure }, remoteAddress, seconds) {
      const ms = Math.round(seconds * 1_000_000) / 1000
      const line = { requestId, dialect, operation, status, code, actor, remoteAddress, ms }
      if (failure === undefined) logger.info(line, 'answered')
      else logger.error({ ...line, err: failure }, 'failed')
    },
    failed: (error) => logger.error({ err: error }, 'failed'),
    flush: () => destination.flushSync(),
  }
}

let lastMs = 0
let lastText = ''

/** ISO 8601 to the millisecond; formatted once for all the lines of one. */
function isoTime(): string {
  const now = Date.now()
  if (now !== lastMs) {
    lastMs = now
    lastText = `,"time":"${new Date(now).toISOString()}"`
  }
  return lastText
}
