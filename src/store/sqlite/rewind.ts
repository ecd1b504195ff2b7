import Sqlite, { type Database } from 'better-sqlite3'
import { StoreError } from '../store-error.ts'
import { positionsPerRevision } from './tags.ts'

/** Where a tenant is taken back to. Revisions after it are undone. */
export interface RewindPoint {
  readonly tenant: string
  readonly revision: number
}

/** What taking a tenant back came to. */
export interface Rewound extends RewindPoint {
  /** How many revisions were undone. */
  readonly undone: number
  /** Tags that are now other than before. */
  readonly tags: number
  /** Instances that had tags at that point and are gone: the change log keeps tags, not instances. */
  readonly lost: readonly string[]
}

/** A tag as it was at the point, and as it is; null where there was or is none. */
interface TagRow {
  instance: string
  key: string
  wanted: string | null
  found: string | null
  /** Where the instance is; null if it is gone. */
  region: string | null
  /** Where it was right after the point. */
  logged: string
  /** The last revision up to the point that attached it. */
  attached: number
  /** Whether it was detached after the point. */
  detached: number
}

const affectedTags = `
  with
    later as (
      select instance, key, min(revision) as first, max(after is null) as detached
      from change where tenant = @tenant and revision > @revision group by instance, key),
    earlier as (
      select instance, key, max(revision) as attached
      from change where tenant = @tenant and revision <= @revision and before is null group by instance, key)
  select l.instance as instance, l.key as key, c.before as wanted, g.value as found, i.region as region, c.region as logged,
    coalesce(e.attached, 0) as attached, l.detached as detached
  from later l
  join change c on c.tenant = @tenant and c.revision = l.first and c.instance = l.instance and c.key = l.key
  left join earlier e on e.instance = l.instance and e.key = l.key
  left join tag g on g.tenant = @tenant and g.instance = l.instance and g.key = l.key
  left join instance i on i.tenant = @tenant and i.id = l.instance
  order by l.instance, l.key`

/** The last revision of each tenant that was made at `time` (milliseconds since 1970) or before. */
export function pointsAt(path: string, time: number): readonly RewindPoint[] {
  return onDatabase(path, (database) =>
    database
      .prepare<[number], RewindPoint>(
        `select t.id as tenant, coalesce((select max(revision) from change where tenant = t.id and at <= ?), 0) as revision
         from tenant t where t.revision > 0 order by t.id`,
      )
      .all(time),
  )
}

/**
 * Takes tenants back: their tags are what they were at a revision, and the change log ends there. Instances stay as
 * they are; tags of those that are gone since cannot come back, and the log says so in one further revision.
 * @param path of a database file that nobody is using
 * @throws StoreError if a tenant does not exist or has not come so far; nothing is done then
 */
export function rewindDatabase(path: string, points: readonly RewindPoint[], at: number): readonly Rewound[] {
  return onDatabase(path, (database) =>
    database.transaction(() => points.map((point) => rewindTenant(database, point, at))).immediate(),
  )
}

function onDatabase<Result>(path: string, work: (database: Database) => Result): Result {
  const database = new Sqlite(path, { fileMustExist: true })
  try {
    database.pragma('synchronous = full')
    return work(database)
  } finally {
    database.close()
  }
}

function rewindTenant(database: Database, { tenant, revision }: RewindPoint, at: number): Rewound {
  const reached = database.prepare<[string], number>('select revision from tenant where id = ?').pluck().get(tenant)
  if (reached === undefined) throw new StoreError(`There is no tenant "${tenant}" in the backup`)
  if (revision > reached)
    throw new StoreError(`Tenant ${tenant} is at revision ${reached} in the backup, not ${revision}`)
  const rows = database.prepare<[object], TagRow>(affectedTags).all({ tenant, revision })
  writeTags(database, tenant, rows)
  endLogAt(database, tenant, revision)
  const lost = rows.filter(({ region, wanted }) => region === null && wanted !== null)
  if (lost.length > 0) logLosses(database, tenant, revision + 1, lost, at)
  return {
    tenant,
    revision,
    undone: reached - revision,
    tags: rows.filter(({ region, wanted, found }) => region !== null && wanted !== found).length,
    lost: [...new Set(lost.map(({ instance }) => instance))],
  }
}

/**
 * A tag that stayed attached keeps its place among those of its instance. Others get that of their last revision, behind
 * those of the same revision that stayed, and by their key: in which order a change attached them, the log does not tell.
 */
function writeTags(database: Database, tenant: string, rows: readonly TagRow[]): void {
  const remove = database.prepare('delete from tag where tenant = ? and instance = ? and key = ?')
  const set = database.prepare('update tag set value = ? where tenant = ? and instance = ? and key = ?')
  const attach = database.prepare(
    'insert into tag (tenant, instance, key, value, region, position) values (?, ?, ?, ?, ?, ?)',
  )
  const placesBehind = new Map<string, number>()
  for (const { instance, key, wanted, found, region, attached, detached } of rows) {
    if (region === null) continue
    if (wanted !== null && found !== null && detached === 0) set.run(wanted, tenant, instance, key)
    else {
      remove.run(tenant, instance, key)
      if (wanted === null) continue
      const place = placesBehind.get(instance) ?? positionsPerRevision / 2
      placesBehind.set(instance, place + 1)
      attach.run(tenant, instance, key, wanted, region, attached * positionsPerRevision + place)
    }
  }
}

function endLogAt(database: Database, tenant: string, revision: number): void {
  database.prepare('delete from change where tenant = ? and revision > ?').run(tenant, revision)
  database
    .prepare(
      `update tenant set revision = @revision, changed_at = coalesce(
         (select max(at) from change where tenant = @tenant and revision = @revision), 0) where id = @tenant`,
    )
    .run({ tenant, revision })
}

function logLosses(database: Database, tenant: string, revision: number, lost: readonly TagRow[], at: number): void {
  const log = database.prepare(
    `insert into change (tenant, revision, instance, key, before, after, actor, operation, request_id, at, region)
     values (?, ?, ?, ?, ?, null, 'tagplane', 'restore', 'restore', ?, ?)`,
  )
  const time = Math.max(
    at,
    database.prepare<[string], number>('select changed_at from tenant where id = ?').pluck().get(tenant) ?? 0,
  )
  for (const { instance, key, wanted, logged } of lost) log.run(tenant, revision, instance, key, wanted, time, logged)
  database.prepare('update tenant set revision = ?, changed_at = ? where id = ?').run(revision, time, tenant)
}
