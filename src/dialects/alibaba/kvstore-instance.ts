import { randomBytes } from 'node:crypto'
import type { Instance } from '../../store/instance.ts'
import { derivedNumber, derivedText, toLetters } from './derived-id.ts'
import type { InstanceClass } from './instance-classes.ts'
import type { Region } from './regions.ts'

/** What is kept of an instance beside its name, place and times; member names are those of DescribeInstances. */
export type KvstoreDetails = Readonly<{
  InstanceClass: string
  InstanceType: 'Redis' | 'Memcache' | 'Tair'
  EditionType: string
  ArchitectureType: 'cluster' | 'standard' | 'rwsplit'
  NodeType: string
  EngineVersion: string
  ChargeType: 'PostPaid' | 'PrePaid'
  NetworkType: 'CLASSIC' | 'VPC'
  VpcId: string
  VSwitchId: string
  ZoneId: string
  SecondaryZoneId: string
  ResourceGroupId: string
  PrivateIp: string
  ConnectionDomain: string
  Port: number
  ShardCount: number
  ReadOnlyCount: number
  SlaveReadOnlyCount: number
  ReplicaCount: number
  SlaveReplicaCount: number
  MaintainStartTime: string
  MaintainEndTime: string
  InstanceReleaseProtection: boolean
}>

type Choices = Omit<KvstoreDetails, 'InstanceClass' | 'EditionType' | 'ConnectionDomain'>

/** An order for an instance: what is not stated gets the vendor's default. */
export interface InstanceOrder extends OrUndefined<Choices> {
  readonly account: string
  readonly region: Region
  readonly id: string
  readonly name: string
  readonly instanceClass: InstanceClass
  /** What the connection domain begins with; by default the id. */
  readonly connectionPrefix?: string | undefined
  readonly createdAt: number
  readonly readyAt: number
  readonly expiresAt?: number | undefined
}

type OrUndefined<T> = { readonly [Name in keyof T]?: T[Name] | undefined }

/** The instance that an order makes. Addresses and default networks follow from the ids alone. */
export function orderedInstance(order: InstanceOrder): Instance {
  const { account, region, id, name, createdAt, readyAt, expiresAt } = order
  return {
    tenant: account,
    id,
    region: region.id,
    name,
    createdAt,
    readyAt,
    ...(expiresAt !== undefined && { expiresAt }),
    details: { ...networkOf(order), ...serviceOf(order) } satisfies KvstoreDetails,
  }
}

/** The details as `orderedInstance` wrote them. */
export function detailsOf(instance: Pick<Instance, 'details'>): KvstoreDetails {
  return instance.details as KvstoreDetails
}

/** An id that was never given before: `r-bp1…`, 18 characters after the hyphen. */
export function newInstanceId({ idPrefix }: Region): string {
  return `r-${idPrefix}${toLetters(randomBytes(15), 15)}`
}

function networkOf(order: InstanceOrder) {
  const { account, region, id, NetworkType = 'VPC', ZoneId = defaultZone(region) } = order
  const isVpc = NetworkType === 'VPC'
  return {
    NetworkType,
    ZoneId,
    SecondaryZoneId: order.SecondaryZoneId ?? '',
    VpcId: order.VpcId ?? (isVpc ? `vpc-${region.idPrefix}${derivedText(18, account, region.id)}` : ''),
    VSwitchId: order.VSwitchId ?? (isVpc ? `vsw-${region.idPrefix}${derivedText(18, account, ZoneId)}` : ''),
    PrivateIp: order.PrivateIp ?? derivedAddress(account, id),
    ConnectionDomain: `${order.connectionPrefix ?? id}.redis.rds.aliyuncs.com`,
    Port: order.Port ?? 6379,
  }
}

function serviceOf(order: InstanceOrder) {
  const { account, instanceClass, ShardCount = 1, ReadOnlyCount = 0, SlaveReadOnlyCount = 0 } = order
  const standard = ReadOnlyCount + SlaveReadOnlyCount > 0 ? 'rwsplit' : 'standard'
  return {
    InstanceClass: instanceClass.name,
    InstanceType: order.InstanceType ?? (instanceClass.edition === 'Enterprise' ? 'Tair' : 'Redis'),
    EditionType: instanceClass.edition,
    ArchitectureType: order.ArchitectureType ?? (ShardCount > 1 ? 'cluster' : standard),
    NodeType: order.NodeType ?? instanceClass.nodeType,
    EngineVersion: order.EngineVersion ?? '5.0',
    ChargeType: order.ChargeType ?? 'PostPaid',
    ResourceGroupId: order.ResourceGroupId ?? `rg-acfm${derivedText(11, account)}`,
    ShardCount,
    ReadOnlyCount,
    SlaveReadOnlyCount,
    ReplicaCount: order.ReplicaCount ?? 1,
    SlaveReplicaCount: order.SlaveReplicaCount ?? 0,
    MaintainStartTime: order.MaintainStartTime ?? '18:00Z',
    MaintainEndTime: order.MaintainEndTime ?? '22:00Z',
    InstanceReleaseProtection: order.InstanceReleaseProtection ?? false,
  } as const
}

function defaultZone({ zones }: Region): string {
  return zones.at(-1) as string
}

/** An address of 172.16.0.0/12, as the vendor's default networks have. */
function derivedAddress(account: string, id: string): string {
  const host = derivedNumber(2 ** 20, account, id)
  return `172.${16 + (host >> 16)}.${(host >> 8) & 0xff}.${1 + (host % 253)}`
}
