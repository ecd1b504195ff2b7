import type { TaggedInstance } from '../../store/instance.ts'
import { findInstanceClass } from './instance-classes.ts'
import { detailsOf } from './kvstore-instance.ts'
import type { Members } from './operation.ts'
import { formatTimestamp } from './timestamp.ts'

/** Parameters of the engine that instances run with, as JSON text. */
export const config = JSON.stringify({
  EvictionPolicy: 'volatile-lru',
  'hash-max-ziplist-entries': 512,
  'hash-max-ziplist-value': 64,
  'list-max-ziplist-size': -2,
  'set-max-intset-entries': 512,
  'zset-max-ziplist-entries': 128,
  'zset-max-ziplist-value': 64,
})

/** An item of DescribeInstances. @param at the time that its status is told for */
export function listedInstance(instance: TaggedInstance, at: number): Members {
  const { ReadOnlyCount, ShardCount, ReplicaCount, SlaveReplicaCount, SlaveReadOnlyCount } = detailsOf(instance)
  return {
    ...summary(instance, at),
    EditionType: detailsOf(instance).EditionType,
    PackageType: 'standard',
    CloudType: 'aliyun',
    ComputingType: '',
    ShardClass: '',
    ReplacateId: '',
    WorkspaceId: '',
    UserName: instance.id,
    DestroyTime: '',
    ConnectionMode: 'Standard',
    Config: config,
    ...figures(instance),
    ShardCount,
    ReplicaCount,
    SlaveReplicaCount,
    SlaveReadOnlyCount,
    ReadOnlyCount: String(ReadOnlyCount),
    QuotaCount: 0,
    UsedCount: 0,
    HasRenewChangeOrder: false,
    IsRds: true,
    Tags: tagMembers(instance),
  }
}

/** The item of DescribeInstanceAttribute: some members have other types than in the list. */
export function instanceAttribute(instance: TaggedInstance, at: number): Members {
  const details = detailsOf(instance)
  return {
    ...summary(instance, at),
    PackageType: 'standard',
    CloudType: 'aliyun',
    ComputingType: '',
    Config: config,
    Engine: 'Redis',
    RealInstanceClass: details.InstanceClass,
    ReplicaId: '',
    ReplicationMode: 'master-slave',
    AvailabilityValue: '100.0%',
    MaintainStartTime: details.MaintainStartTime,
    MaintainEndTime: details.MaintainEndTime,
    SecurityIPList: '127.0.0.1',
    VpcAuthMode: 'Open',
    VpcCloudInstanceId: instance.id,
    ZoneType: details.SecondaryZoneId === '' ? 'singlezone' : 'doublezone',
    Storage: '',
    StorageType: '',
    AuditLogRetention: '',
    BackupLogStartTime: '',
    HasRenewChangeOrder: 'false',
    ...figures(instance),
    ShardCount: details.ShardCount,
    ReadOnlyCount: details.ReadOnlyCount,
    ReplicaCount: details.ReplicaCount,
    SlaveReadOnlyCount: details.SlaveReadOnlyCount,
    SlaveReplicaCount: details.SlaveReplicaCount,
    IsRds: true,
    IsSupportTDE: false,
    IsOrderCompleted: at >= instance.readyAt,
    InstanceReleaseProtection: details.InstanceReleaseProtection,
    AutoSecondaryZone: false,
    Tags: tagMembers(instance),
  }
}

/** An item of DescribeInstancesOverview. */
export function instanceOverview(instance: TaggedInstance, at: number): Members {
  return { ...summary(instance, at), Capacity: figures(instance).Capacity }
}

/** The values of `InstanceStatus` that occur here. */
export type Status = 'Creating' | 'Normal'

/** `Creating` until provisioning ends, then `Normal`. */
export function statusOf({ readyAt }: Pick<TaggedInstance, 'readyAt'>, at: number): Status {
  return at < readyAt ? 'Creating' : 'Normal'
}

/** When a prepaid instance expires; empty for the others. */
export function endTimeOf({ expiresAt }: Pick<TaggedInstance, 'expiresAt'>): string {
  return expiresAt === undefined ? '' : formatTimestamp(expiresAt)
}

/** What the class gives, times the number of shards; capacity in MB, bandwidth in MB/s. */
export function figures(instance: Pick<TaggedInstance, 'details'>) {
  const { InstanceClass, ShardCount, Port } = detailsOf(instance)
  const { capacity = 0, bandwidth = 0, connections = 0, qps = 0 } = findInstanceClass(InstanceClass) ?? {}
  return {
    Port,
    Capacity: capacity * ShardCount,
    Bandwidth: bandwidth * ShardCount,
    Connections: connections * ShardCount,
    QPS: qps * ShardCount,
  }
}

function summary(instance: TaggedInstance, at: number) {
  const details = detailsOf(instance)
  return {
    InstanceId: instance.id,
    InstanceName: instance.name,
    RegionId: instance.region,
    ZoneId: details.ZoneId,
    SecondaryZoneId: details.SecondaryZoneId,
    ResourceGroupId: details.ResourceGroupId,
    GlobalInstanceId: '',
    InstanceType: details.InstanceType,
    ArchitectureType: details.ArchitectureType,
    NodeType: details.NodeType,
    EngineVersion: details.EngineVersion,
    InstanceClass: details.InstanceClass,
    InstanceStatus: statusOf(instance, at),
    ChargeType: details.ChargeType,
    CreateTime: formatTimestamp(instance.createdAt),
    EndTime: endTimeOf(instance),
    NetworkType: details.NetworkType,
    VpcId: details.VpcId,
    VSwitchId: details.VSwitchId,
    PrivateIp: details.PrivateIp,
    ConnectionDomain: details.ConnectionDomain,
  }
}

function tagMembers({ tags }: TaggedInstance) {
  return { Tag: tags.map(({ key, value }) => ({ Key: key, Value: value })) }
}
