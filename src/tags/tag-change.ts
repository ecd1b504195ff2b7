import type { InstanceId, RegionId, Tag, TenantId } from './tag.ts'

/** What to remove: a key whatever its value, or, where `value` is given, a key that has exactly this value. */
export interface TagSelector {
  readonly key: string
  readonly value?: string
}

/**
 * The one value through which tags change. It is applied to all its instances or to none; what it unsets goes
 * before what it sets. A change that alters nothing succeeds and takes no revision.
 */
export interface TagChange {
  readonly tenant: TenantId
  /** Where the instances are: an instance of another region does not exist for this change. */
  readonly region: RegionId
  /** Without repeats. */
  readonly instances: readonly InstanceId[]
  /** Tags to attach, keys without repeats; a key that an instance already has gets the new value. */
  readonly set?: readonly Tag[]
  readonly unset?: readonly TagSelector[] | 'all'
  /** Tags that an instance may carry afterwards, if the change sets any. */
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
  readonly instance: InstanceId
  readonly key: string
  readonly before?: string
  readonly after?: string
}

/** Why a change was refused as a whole. Dialects translate each kind to the vendor's own words. */
export type Rejection =
  | { readonly kind: 'instances-not-found'; readonly instances: readonly InstanceId[] }
  | { readonly kind: 'over-limit'; readonly instances: readonly InstanceId[]; readonly limit: number }

/** What a change comes to before it is written: the differences it makes, possibly none, or why it is refused. */
export type Outcome = { readonly kind: 'applied'; readonly differences: readonly TagDifference[] } | Rejection
