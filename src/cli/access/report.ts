import type { Json } from '../../store/instance.ts'
import { endWithReader } from '../end-with-reader.ts'

/** What a command has to tell. */
export interface Report {
  /** For people, on stdout; made by `plainText` and `textTable` as far as others wrote it. */
  readonly lines: readonly string[]
  /** What to do next, on stderr. */
  readonly hints?: readonly string[]
  /** The same for programs, in place of all that. */
  readonly json: Json
  /** Exit status, 0 unless it says otherwise. */
  readonly status?: number
}

/** Prints a report, for programs or for people. */
export function printReport({ lines, hints = [], json, status = 0 }: Report, asJson: boolean): void {
  endWithReader()
  const text = asJson ? JSON.stringify(json, undefined, 2) : lines.join('\n')
  process.stdout.write(`${text}\n`)
  if (!asJson && hints.length > 0) process.stderr.write(`${hints.join('\n')}\n`)
  process.exitCode = status
}
