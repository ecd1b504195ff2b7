import type { Change } from '../api/api-types.ts'

/** What one request changed. */
export interface ChangeGroup extends Pick<Change, 'requestId' | 'operation' | 'at'> {
  /** One of each cloud at most. */
  readonly actors: readonly string[]
  readonly changes: readonly [Change, ...Change[]]
}

/** Puts together what follows each other and is of the same request. */
export function groupChanges(changes: readonly Change[]): readonly ChangeGroup[] {
  const groups: [Change, ...Change[]][] = []
  for (const change of changes) {
    const last = groups.at(-1)
    if (last && last[0].requestId === change.requestId) last.push(change)
    else groups.push([change])
  }
  return groups.map((those) => {
    const { requestId, operation, at } = those[0]
    const actors = [...new Set(those.map(({ actor }) => actor))]
    return { requestId, operation, at, actors, changes: those }
  })
}
