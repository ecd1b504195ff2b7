import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import type { Instance } from '../../store/instance.ts'
import type { WireError } from '../wire-error.ts'
import type { Call } from './call.ts'
import { instanceErrors, invalid, missing } from './errors.ts'
import { classOfCapacity, findInstanceClass } from './instance-classes.ts'
import {
  clientToken,
  connectionPrefix,
  instanceName,
  ipAddress,
  password,
  port,
  resourceId,
  timeOfDay,
} from './instance-shapes.ts'
import { newInstanceId, orderedInstance } from './kvstore-instance.ts'
import { tagsPerCallMax } from './limits.ts'
import { tagPairs } from './list-kinds.ts'
import { monthsAfter } from './months-after.ts'
import type { Check } from './operation.ts'
import type { Input } from './parameter-kind.ts'
import { findRegion } from './regions.ts'
import { flag, integer, oneOf, requiredText, text } from './scalar-kinds.ts'

/** The parameters of CreateInstance that make a difference; the others that it documents are accepted unread. */
export const orderParameters = {
  RegionId: requiredText,
  Token: text(clientToken, instanceErrors.token),
  InstanceName: text(instanceName, instanceErrors.name),
  Password: text(password, instanceErrors.password),
  Capacity: integer(1, 2 ** 31 - 1),
  InstanceClass: text(),
  InstanceType: oneOf(['Redis', 'Memcache']),
  EngineVersion: oneOf(['2.8', '4.0', '5.0', '6.0', '7.0']),
  ChargeType: oneOf(['PostPaid', 'PrePaid']),
  Period: oneOf(['1', '2', '3', '4', '5', '6', '7', '8', '9', '12', '24', '36', '60']),
  AutoRenew: oneOf(['true', 'false']),
  AutoRenewPeriod: oneOf(['1', '2', '3', '6', '12']),
  NetworkType: oneOf(['VPC', 'CLASSIC']),
  VpcId: text(resourceId),
  VSwitchId: text(resourceId),
  ZoneId: text(),
  SecondaryZoneId: text(),
  PrivateIpAddress: text(ipAddress),
  ResourceGroupId: text(resourceId),
  Port: text(port),
  NodeType: oneOf(['MASTER_SLAVE', 'STAND_ALONE', 'double', 'single']),
  ShardCount: integer(1, 256),
  ReadOnlyCount: integer(0, 9),
  SlaveReadOnlyCount: integer(0, 9),
  ReplicaCount: integer(1, 4),
  SlaveReplicaCount: integer(0, 4),
  ConnectionStringPrefix: text(connectionPrefix),
  MaintainStartTime: text(timeOfDay),
  MaintainEndTime: text(timeOfDay),
  DryRun: flag,
  Tag: tagPairs(tagsPerCallMax),
} as const

export type Order = Input<typeof orderParameters>

/** Whether place, class and billing of an order go together. */
export const orderChecks: readonly Check<Order>[] = [checkPlace, checkClass, checkBilling]

/** The instance that an order makes, of an id of its own. @param order one that `orderChecks` let pass */
export function placeOrder(order: Order, { account, at, context: { provisioningMs } }: Call): Instance {
  const { RegionId, InstanceClass, Capacity = 0, InstanceName, ChargeType, Period, Port } = order
  const region = findRegion(RegionId)
  const instanceClass = InstanceClass === undefined ? classOfCapacity(Capacity) : findInstanceClass(InstanceClass)
  assert(region && instanceClass)
  const id = newInstanceId(region)
  return orderedInstance({
    ...order,
    Port: Port === undefined ? undefined : Number(Port),
    PrivateIp: order.PrivateIpAddress,
    connectionPrefix: order.ConnectionStringPrefix,
    account,
    region,
    id,
    name: InstanceName ?? id,
    instanceClass,
    createdAt: at,
    readyAt: at + provisioningMs,
    expiresAt: ChargeType === 'PrePaid' ? monthsAfter(at, Number(Period)) : undefined,
  })
}

/** Tells two orders apart by what they ask for; the password is left out, since a digest would let it be guessed. */
export function digestOf({ Token: _token, Password: _password, ...order }: Order): string {
  return hash('sha256', JSON.stringify(order))
}

function checkPlace({ RegionId, ZoneId, SecondaryZoneId }: Order): WireError | undefined {
  const region = findRegion(RegionId)
  if (!region) return instanceErrors.region
  for (const zone of [ZoneId, SecondaryZoneId]) {
    if (zone !== undefined && !region.zones.includes(zone)) return instanceErrors.zone
  }
  return SecondaryZoneId !== undefined && SecondaryZoneId === ZoneId ? invalid('SecondaryZoneId') : undefined
}

function checkClass({ InstanceClass, Capacity }: Order): WireError | undefined {
  if (InstanceClass !== undefined) return findInstanceClass(InstanceClass) ? undefined : instanceErrors.instanceClass
  if (Capacity === undefined) return instanceErrors.classMissing
  return classOfCapacity(Capacity) ? undefined : instanceErrors.capacity
}

function checkBilling({ ChargeType, Period, AutoRenew, AutoRenewPeriod }: Order): WireError | undefined {
  if (ChargeType === 'PrePaid' && Period === undefined) return missing('Period')
  return AutoRenew === 'true' && AutoRenewPeriod === undefined ? missing('AutoRenewPeriod') : undefined
}
