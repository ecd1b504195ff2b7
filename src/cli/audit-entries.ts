import { setImmediate, setTimeout } from 'node:timers/promises'
import { type AuditCriteria, auditFilter } from '../audit/audit-filter.ts'
import type { AuditEntry, AuditReader } from '../audit/audit-reader.ts'

/** Between two looks at a trail that is followed. */
const followMs = 200

type Entries = AsyncIterable<readonly AuditEntry[]>

/** The entries that meet the criteria, the oldest first, some at a time. */
export interface AuditEntries {
  /** Up to where the trail ends now. */
  readonly kept: Entries
  /** What is added after that, until it is asked to end; nothing where nobody follows. */
  readonly coming: Entries
}

/** @param asked ends both; absent if what comes is not wanted */
export function auditEntries(reader: AuditReader, criteria: AuditCriteria, asked?: AbortSignal): AuditEntries {
  const matches = auditFilter(criteria)
  async function* kept() {
    for (const entries of reader.entries()) {
      if (asked?.aborted) return
      yield entries.filter(({ record }) => matches(record))
      await setImmediate() // for signals, and for an output that was closed
    }
  }
  async function* coming() {
    while (asked && !asked.aborted) {
      yield* kept()
      await setTimeout(followMs, undefined, { signal: asked }).catch(() => {})
    }
  }
  return { kept: kept(), coming: coming() }
}

/** The last entries, at most `limit` of them, and how many came before. */
export async function newest(all: Entries, limit: number) {
  let entries: AuditEntry[] = []
  let found = 0
  for await (const some of all) {
    found += some.length
    for (const entry of some) entries.push(entry)
    if (entries.length > 2 * limit) entries = entries.slice(-limit)
  }
  entries = entries.slice(-limit)
  return { entries, leftOut: found - entries.length }
}
