import type { InstanceFilter } from '../../store/instance.ts'
import { instanceErrors } from './errors.ts'
import { instanceIdsMax } from './limits.ts'
import { isResourceId } from './list-kinds.ts'
import type { Input } from './parameter-kind.ts'
import { oneOf, type Shape, text } from './scalar-kinds.ts'

const statuses = [
  'Normal',
  'Creating',
  'Changing',
  'Inactive',
  'Flushing',
  'Released',
  'Transforming',
  'Unavailable',
  'Error',
  'Migrating',
  'BackupRecovering',
  'MinorVersionUpgrading',
  'NetworkModifying',
  'SSLModifying',
  'MajorVersionUpgrading',
  'CleaningUpExpiredData',
  'HASwitching',
  'Rebooting',
  'ZoneMigrating',
] as const

const instanceIds: Shape = { limits: `at most ${instanceIdsMax}, joined by commas`, holds: areInstanceIds }

/** Filters that DescribeInstances and DescribeInstancesOverview share; those given must all hold. */
export const filterParameters = {
  RegionId: text(),
  InstanceIds: text(instanceIds, instanceErrors.instanceIds),
  InstanceStatus: oneOf(statuses),
  ChargeType: oneOf(['PrePaid', 'PostPaid']),
  NetworkType: oneOf(['CLASSIC', 'VPC']),
  EngineVersion: oneOf(['2.8', '4.0', '5.0', '6.0', '7.0']),
  InstanceClass: text(),
  VpcId: text(),
  VSwitchId: text(),
  ZoneId: text(),
  ResourceGroupId: text(),
  PrivateIp: text(),
  InstanceType: oneOf(['Tair', 'Redis', 'Memcache']),
  EditionType: oneOf(['Community', 'Enterprise']),
  NodeType: oneOf(['MASTER_SLAVE', 'STAND_ALONE', 'double', 'single']),
  ArchitectureType: oneOf(['cluster', 'standard', 'rwsplit', 'SplitRW']),
  SearchKey: text(),
} as const

/** Members of the stored details that are compared as they are. */
const exact = [
  'ChargeType',
  'NetworkType',
  'EngineVersion',
  'InstanceClass',
  'VpcId',
  'VSwitchId',
  'ZoneId',
  'ResourceGroupId',
  'PrivateIp',
  'InstanceType',
  'EditionType',
  'NodeType',
] as const

/** @returns undefined if no instance can be in the state asked for */
export function instanceFilter(input: Input<typeof filterParameters>, at: number): InstanceFilter | undefined {
  const { RegionId, InstanceIds, InstanceStatus, SearchKey } = input
  if (InstanceStatus !== undefined && InstanceStatus !== 'Normal' && InstanceStatus !== 'Creating') return undefined
  return {
    ...(RegionId !== undefined && { region: RegionId }),
    ...(InstanceIds !== undefined && { ids: splitIds(InstanceIds) }),
    ...(InstanceStatus !== undefined && { ready: { at, is: InstanceStatus === 'Normal' } }),
    ...(SearchKey !== undefined && { nameOrIdContains: SearchKey }),
    details: exactDetails(input),
  }
}

function exactDetails(input: Input<typeof filterParameters>): Record<string, readonly string[]> {
  const details: Record<string, readonly string[]> = {}
  for (const name of exact) {
    const value = input[name]
    if (value !== undefined) details[name] = [value]
  }
  const architecture = input.ArchitectureType
  if (architecture !== undefined) details.ArchitectureType = [architecture === 'SplitRW' ? 'rwsplit' : architecture]
  return details
}

function areInstanceIds(list: string): boolean {
  const ids = list.split(',', instanceIdsMax + 1)
  return ids.length <= instanceIdsMax && ids.every((id) => isResourceId(id.trim()))
}

function splitIds(list: string): readonly string[] {
  return [...new Set(list.split(',').map((id) => id.trim()))]
}
