import type { InstanceId, RegionId, Tag, TenantId } from '../tags/tag.ts'
import type { LoggedDifference } from '../tags/tag-change.ts'
import type { ReadRefusal } from './search.ts'

/** Which rows of the change logs to list: all that every member given holds for. */
export interface ChangeFilter {
  /** Whose logs; without repeats. */
  readonly tenants: readonly TenantId[]
  /** Where the changes of a tenant must be; of one that is not named here, anywhere. */
  readonly regions?: ReadonlyMap<TenantId, readonly RegionId[]>
  readonly instance?: InstanceId
  readonly key?: string
  readonly actor?: string
  readonly requestId?: string
  readonly operation?: string
  /** Milliseconds since 1970: what was changed then or later. */
  readonly from?: number
  /** Milliseconds since 1970: what was changed before. */
  readonly until?: number
  /** The first and the last; each tenant counts its own. */
  readonly revisions?: { readonly from: number; readonly to: number }
}

/** The place of a row in the log of its tenant, which is ordered by these members: texts by code point. */
export interface LogPosition {
  readonly revision: number
  readonly instance: InstanceId
  readonly key: string
}

/** The place of a row among the logs of all tenants: by time, then by tenant, then as in {@link LogPosition}. */
export interface HistoryCursor extends LogPosition {
  readonly at: number
  readonly tenant: TenantId
}

/** A part of a listing of changes. */
export interface HistoryPage {
  /** Newest first, which is the reverse of their order in the log. */
  readonly changes: readonly LoggedDifference[]
  /** How far the call looked, where older rows may follow: also with few changes or none, since a call looks so far only. */
  readonly next?: HistoryCursor
}

/** An instance as it was at a revision, as far as the change log knows. */
export interface PastInstance {
  readonly region: RegionId
  /** By key, in code point order. */
  readonly tags: readonly Tag[]
}

/** There is more of it in the change log than one call may read; ask for fewer instances or a later revision. */
export interface HistoryTooLong {
  readonly kind: 'history-too-long'
}

/** What a store's change logs tell of the past. Every call is bounded, however long they are; long ones wait with the searches. */
export interface HistoryReader {
  /** The last revision of a tenant; 0 if it has none, or does not exist. */
  revisionOf(tenant: TenantId): Promise<number>
  /** The last revision of a tenant at a time (milliseconds since 1970) or before; 0 if there is none. */
  revisionAt(tenant: TenantId, time: number): Promise<number>
  /** The next changes after `after`, at most `limit` (1 or more). */
  listChanges(filter: ChangeFilter, after: HistoryCursor | undefined, limit: number): Promise<HistoryPage | ReadRefusal>
  /**
   * What instances carried at a revision of their tenant, those among them that are gone by now. One has an entry if it
   * exists, or carried a tag then or later; the log does not tell since when it existed.
   */
  tagsAsOf(
    tenant: TenantId,
    instances: readonly InstanceId[],
    revision: number,
  ): Promise<ReadonlyMap<InstanceId, PastInstance> | HistoryTooLong | ReadRefusal>
}
