import type { Attempt, Disk, LogRow, State, StoredTag } from './history.ts'
import { OpenAttempts } from './open-attempts.ts'

/** What is wrong with the disk, a line each, and the state that its change log leads to. */
export interface Verdict {
  readonly violations: readonly string[]
  readonly after: State
}

type Tags = Map<string, Map<string, string>>

/**
 * Whether what lies on disk after a crash is what the clients may rely on: every acknowledged attempt has its one
 * revision, which holds the whole of it and nothing else; an attempt that was not answered has one such revision or none;
 * each client's attempts come in the order in which it made them; revisions count up by one; and the change log,
 * replayed on the state before, leads to the tags that are stored.
 * @param attempts of the time since `before`, in the order in which each client made them
 */
export function checkEpoch(before: State, attempts: readonly Attempt[], disk: Disk): Verdict {
  const violations: string[] = []
  const tags: Tags = new Map(Array.from(before.tags, ([instance, own]) => [instance, new Map(own)]))
  const open = new OpenAttempts(attempts)
  const places = new Map(attempts.map((attempt, place) => [attempt, place]))
  const lastOfClient = new Map<number, number>()
  const revisions = new Map(before.revisions)

  for (const rows of byRevision(disk.log)) {
    const [{ tenant, revision }] = rows
    const expected = (revisions.get(tenant) ?? 0) + 1
    if (revision !== expected) violations.push(`${tenant}: revision ${revision} stands where ${expected} belongs`)
    revisions.set(tenant, revision)

    const placeOf = (each: Attempt) => places.get(each) ?? -1
    const isInOrder = (each: Attempt) => placeOf(each) > (lastOfClient.get(each.client) ?? -1)
    const attempt = attemptOf(rows, open, tags, isInOrder)
    if (attempt) {
      open.close(attempt)
      if (!isInOrder(attempt)) {
        violations.push(`${tenant}: revision ${revision} is of an attempt that client ${attempt.client} made earlier`)
      }
      lastOfClient.set(attempt.client, placeOf(attempt))
    }
    violations.push(...replay(rows, attempt, tags))
  }

  for (const { acknowledged, tenant } of open.lost()) {
    violations.push(`${tenant}: acknowledged change ${acknowledged} is lost`)
  }
  for (const [tenant, revision] of disk.revisions) {
    const logged = revisions.get(tenant) ?? 0
    if (revision !== logged) violations.push(`${tenant}: is at revision ${revision}, its log at ${logged}`)
  }
  return { violations: [...violations, ...differences(tags, disk.tags)], after: { revisions, tags } }
}

type Rows = [LogRow, ...LogRow[]]

function byRevision(log: readonly LogRow[]): Rows[] {
  const groups: Rows[] = []
  for (const row of log) {
    const last = groups.at(-1)
    if (last?.[0].tenant === row.tenant && last[0].revision === row.revision) last.push(row)
    else groups.push([row])
  }
  return groups
}

/**
 * The attempt that a revision is of: the one acknowledged under its request id, else one of no known id that fits, if
 * possible in the order in which its client made them.
 */
function attemptOf(
  rows: Rows,
  open: OpenAttempts,
  tags: Tags,
  isInOrder: (attempt: Attempt) => boolean,
): Attempt | undefined {
  const known = open.known(rows[0].requestId)
  if (known) return known
  let outOfOrder: Attempt | undefined
  for (const attempt of open.unknown(rows[0])) {
    if (!isWhole(rows, attempt, tags)) continue
    if (isInOrder(attempt)) return attempt
    outOfOrder ??= attempt
  }
  return outOfOrder
}

/** Applies a revision, and tells where it does not fit the tags before it or the attempt that it is of. */
function replay(rows: Rows, attempt: Attempt | undefined, tags: Tags): string[] {
  const [{ tenant, revision, requestId }] = rows
  const violations: string[] = []
  if (!attempt) violations.push(`${tenant}: revision ${revision} (${requestId}) is the whole of no attempt`)
  else if (!isWhole(rows, attempt, tags))
    violations.push(`${tenant}: revision ${revision} is not the whole of ${requestId}`)
  for (const { instance, key, before, after } of rows) {
    const own = tags.get(instance) ?? new Map<string, string>()
    tags.set(instance, own)
    if ((own.get(key) ?? null) !== before) {
      violations.push(`${tenant}: revision ${revision} says that ${instance} had ${key}=${before}, not ${own.get(key)}`)
    }
    if (after === null) own.delete(key)
    else own.set(key, after)
  }
  return violations
}

/** Whether the rows are all that the attempt changes in these tags, and no more. */
function isWhole(rows: Rows, attempt: Attempt, tags: Tags): boolean {
  const { tenant, instances, change } = attempt
  const expected = new Set<string>()
  for (const instance of instances) {
    const own = tags.get(instance)
    const edits = 'set' in change ? Object.entries(change.set) : change.unset.map((key) => [key, null] as const)
    for (const [key, after] of edits) {
      const before = own?.get(key) ?? null
      if (before !== after) expected.add(JSON.stringify([tenant, instance, key, before, after]))
    }
  }
  const found = rows.map((row) => JSON.stringify([row.tenant, row.instance, row.key, row.before, row.after]))
  return found.length === expected.size && found.every((row) => expected.has(row))
}

function differences(replayed: Tags, stored: readonly StoredTag[]): string[] {
  const text = (instance: string, key: string, value: string) => `${instance} ${key}=${value}`
  const logged = new Set(
    Array.from(replayed).flatMap(([id, own]) => Array.from(own, ([key, value]) => text(id, key, value))),
  )
  const found = new Set(stored.map(({ instance, key, value }) => text(instance, key, value)))
  return [
    ...[...logged].filter((tag) => !found.has(tag)).map((tag) => `The log leads to ${tag}, which is not stored`),
    ...[...found].filter((tag) => !logged.has(tag)).map((tag) => `${tag} is stored, but the log does not lead to it`),
  ]
}
