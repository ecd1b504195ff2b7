import type { InstanceId, RegionId, Tag, TenantId } from './tag.ts'

/** What to remove: a key whatever its value, or, where `value` is given, a key that has exactly this value. */
export interface TagSelector {
  readonly key: string
  readonly value?: string
}

/** What becomes of the tags of some instances: what it unsets goes before what it sets. */
export interface TagEdit {
  /** Where the instances are: an instance of another region does not exist for this edit. */
  readonly region: RegionId
  readonly instances: readonly InstanceId[]
  /** Tags to attach, keys without repeats; a key that an instance already has gets the new value. */
  readonly set?: readonly Tag[]
  readonly unset?: readonly TagSelector[] | 'all'
}

/**
 * The one value through which tags change. It is applied to all instances of all its edits or to none, and takes one
 * revision; a change that alters nothing succeeds and takes none.
 */
export interface TagChange {
  readonly tenant: TenantId
  /** No instance is named twice, in one edit or in two. */
  readonly edits: readonly TagEdit[]
  /** The tenant's revision that the change was made up on; it is refused if one of its instances changed after that. */
  readonly seenRevision?: number
  /** Tags that an instance may carry afterwards, if its edit sets any. */
  readonly tagsPerInstanceMax: number
  /** Who asked, as the vendor writes the principal: `acs:ram::1234567890123456:user/ops`. */
  readonly actor: string
  /** The vendor's name of the operation: `UntagResources`. */
  readonly operation: string
  readonly requestId: string
  /** When, in milliseconds since 1970. */
  readonly at: number
}

/** One tag of one instance, before and after a change. `before` and `after` differ; absent means no such tag. */
export interface TagDifference {
  /** Where the instance is. */
  readonly region: RegionId
  readonly instance: InstanceId
  readonly key: string
  readonly before?: string
  readonly after?: string
}

/** One row of the change log. Its region is empty if it was logged before regions were, and the instance is gone. */
export interface LoggedDifference extends TagDifference {
  readonly tenant: TenantId
  readonly revision: number
  readonly actor: string
  readonly operation: string
  readonly requestId: string
  readonly at: number
}

/** What came between the revision that a change has seen and the change. */
export interface Meanwhile {
  /** The tenant's revision now; less than what was seen if the store was taken back. */
  readonly revision: number
  /** Of what became of the change's instances, at most {@link meanwhileMax}; none if too much happened to tell. */
  readonly differences: readonly LoggedDifference[]
}

/** Differences that a change is told of that it has not seen. */
export const meanwhileMax = 100

/** Why a change was refused as a whole. Dialects translate each kind to the vendor's own words. */
export type Rejection =
  | { readonly kind: 'instances-not-found'; readonly instances: readonly InstanceId[] }
  | ({ readonly kind: 'changed-since' } & Meanwhile)
  | { readonly kind: 'over-limit'; readonly instances: readonly InstanceId[]; readonly limit: number }

/** What a change comes to before it is written: the differences it makes, possibly none, or why it is refused. */
export type Outcome = { readonly kind: 'applied'; readonly differences: readonly TagDifference[] } | Rejection
