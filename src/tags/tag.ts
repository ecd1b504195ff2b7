/** A tag: a key with a value. An instance carries at most one tag of each key. */
export interface Tag {
  readonly key: string
  /** Empty when the tag has no value; never absent. */
  readonly value: string
}

/** The unit of ownership and of revisions: an Alibaba Cloud account, or a Huawei Cloud project. */
export type TenantId = string

/** The vendor's own id of a database instance, unique within its tenant. */
export type InstanceId = string

/** The vendor's own id of a region, `cn-hangzhou`. */
export type RegionId = string
