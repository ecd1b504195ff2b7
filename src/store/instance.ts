import type { InstanceId, RegionId, Tag, TenantId } from '../tags/tag.ts'

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json }

/** A database instance: what tags hang on. Times in milliseconds since 1970. */
export interface Instance {
  readonly tenant: TenantId
  readonly id: InstanceId
  readonly region: RegionId
  readonly name: string
  readonly createdAt: number
  /** When provisioning ends; before that the instance is still being created. */
  readonly readyAt: number
  /** When a prepaid instance expires; absent where it is paid as it is used. */
  readonly expiresAt?: number
  /** All that only the owning dialect reads: class, zone, network, billing. Top-level strings can be filtered on. */
  readonly details: { readonly [name: string]: Json }
}

/** An instance with its tags, in the order in which their keys were attached. */
export interface TaggedInstance extends Instance {
  readonly tags: readonly Tag[]
}

/** Holds for an instance that has `key` with one of `values`; with any value where `values` is empty or absent. */
export interface TagCondition {
  readonly key: string
  readonly values?: readonly string[]
}

/** Which instances of a tenant to list: all that every member given holds for. */
export interface InstanceFilter {
  readonly region?: RegionId
  readonly ids?: readonly InstanceId[]
  readonly name?: string
  readonly nameContains?: string
  /** A substring of the name or of the id. */
  readonly nameOrIdContains?: string
  /** `details[name]` is one of the strings given. */
  readonly details?: { readonly [name: string]: readonly string[] }
  /** Whether provisioning had ended at this time. */
  readonly ready?: { readonly at: number; readonly is: boolean }
  /** Whether the instance had expired at this time. */
  readonly expired?: { readonly at: number; readonly is: boolean }
  /** All of them; with `region` they are found through an index. */
  readonly tags?: readonly TagCondition[]
}

/** A page of a listing: `limit` items from `offset` on. */
export interface Page {
  readonly offset: number
  readonly limit: number
}

/** A tag with the instance that carries it. */
export interface AttachedTag extends Tag {
  readonly instance: InstanceId
}

/** Which attached tags of one region to list: those of `instances` whose every condition in `tags` holds. */
export interface AttachedTagFilter {
  readonly tenant: TenantId
  readonly region: RegionId
  readonly instances?: readonly InstanceId[]
  /** Conditions on the instance; where given, only tags of the keys named are listed. */
  readonly tags?: readonly TagCondition[]
}

/** A long-running task on an instance, which outlives the instance. Times in milliseconds since 1970. */
export interface Job {
  readonly tenant: TenantId
  readonly id: string
  /** The vendor's name of what is done: `Create_MongoDB`. */
  readonly name: string
  readonly instance: InstanceId
  readonly instanceName: string
  readonly createdAt: number
  readonly endsAt: number
  /** When it need not be shown any longer. */
  readonly forgetAt: number
}
