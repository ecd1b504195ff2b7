import type { Instance, Json } from '../../../store/instance.ts'

export const modes = ['Sharding', 'ReplicaSet', 'Single'] as const
export type Mode = (typeof modes)[number]

/** Nodes of one kind, as a create call orders them. */
export interface Flavor {
  readonly type: 'mongos' | 'shard' | 'config' | 'replica' | 'single'
  readonly num: number
  /** GB of each; 0 for mongos, which keeps no data. */
  readonly size: number
  readonly spec_code: string
}

/** What the store keeps of a DDS instance beside its name, times and tags: `Instance.details`. */
export interface Details {
  readonly mode: Mode
  readonly datastore_type: 'DDS-Community'
  readonly datastore_version: string
  readonly storage_engine: 'wiredTiger' | 'rocksDB'
  readonly availability_zone: string
  readonly vpc_id: string
  readonly subnet_id: string
  readonly security_group_id: string
  readonly enterprise_project_id: string
  readonly disk_encryption_id: string
  readonly dss_pool_id: string
  readonly remark: string
  readonly port: string
  readonly ssl_option: '0' | '1'
  /** `0` is paid as it is used, `1` is prepaid. */
  readonly pay_mode: '0' | '1'
  readonly flavor: readonly Flavor[]
  readonly backup_strategy: { readonly start_time: string; readonly keep_days: number }
  /** Milliseconds since 1970. */
  readonly updated_at: number
}

/** Every instance of this cloud was made with {@link toDetails}. */
export function detailsOf({ details }: Pick<Instance, 'details'>): Details {
  return details as unknown as Details
}

export function toDetails(details: Details): Instance['details'] {
  return details as unknown as { readonly [name: string]: Json }
}
