import type { RunningServer } from '../server.ts'
import { beijing, callAs, keys, type Reply, send } from './client.ts'

/** A call of a vendor's API, as the explorer takes it. */
export interface VendorCall {
  readonly cloud: 'alibaba' | 'huawei'
  readonly operation: string
  readonly parameters: Readonly<Record<string, unknown>>
}

export const both = [keys.alibabaRoot, keys.huaweiAdmin]

const RegionId = 'cn-hangzhou'
const redis = { RegionId, ResourceType: 'INSTANCE', ResourceId: ['r-bp1example0000001', 'r-bp1example0000002'] }
const metabase = { project_id: beijing, instance_id: 'd71c4e368f904253e47b0a16f2d3c598in02' }
const project = { project_id: beijing }
const awkward = { key: "it's a=b+c", value: 'é 中 "x" $HOME `id` \\ %7B' }

/** Good calls that may be made again and again, of every operation that the demo fleet can run. */
const repeatable: Readonly<Record<VendorCall['cloud'], Readonly<Record<string, VendorCall['parameters']>>>> = {
  alibaba: {
    TagResources: {
      ...redis,
      Tag: [
        { Key: awkward.key, Value: awkward.value },
        { Key: 'flag', Value: '' },
      ],
    },
    UntagResources: { ...redis, TagKey: ['no such key', awkward.key] },
    ListTagResources: { ...redis, Tag: [{ Key: 'team', Value: 'orders' }] },
    DescribeTags: { RegionId, ResourceType: 'INSTANCE' },
    DescribeRegions: {},
    DescribeInstances: { RegionId, Tag: [{ Key: 'team', Value: 'orders' }], PageSize: 2, PageNumber: 1 },
    DescribeInstanceAttribute: { InstanceId: 'r-bp1example0000001' },
    DescribeInstancesOverview: { RegionId, InstanceStatus: 'Normal' },
    ModifyInstanceAttribute: { InstanceId: 'r-bp1example0000003', InstanceName: 'renamed' },
    GetCallerIdentity: {},
  },
  huawei: {
    KeystoneListAuthProjects: {},
    KeystoneListAuthDomains: {},
    KeystoneListProjects: { name: 'cn-north-4' },
    KeystoneListRegions: {},
    KeystoneListUsers: { name: 'ops' },
    BatchTagAction: { ...metabase, action: 'create', tags: [{ key: 'a b', value: 'é+中 x' }] },
    ListInstanceTags: metabase,
    ListProjectTags: project,
    ListInstancesByTags: { ...project, action: 'filter', limit: 2, tags: [{ key: 'env', values: ['prod'] }] },
    ListInstances: { ...project, name: '*m', mode: 'ReplicaSet', limit: 3 },
    UpdateInstanceName: { ...metabase, new_instance_name: 'renamed' },
    UpdateInstanceRemark: { ...metabase, remark: 'ours' },
  },
}

export const repeatableCalls: readonly VendorCall[] = Object.entries(repeatable).flatMap(([cloud, calls]) =>
  Object.entries(calls).map(([operation, parameters]) => ({
    cloud: cloud as VendorCall['cloud'],
    operation,
    parameters,
  })),
)

/** Orders of an instance, and how to delete what came of them. */
export const orders = {
  alibaba: {
    create: call('alibaba', 'CreateInstance', { RegionId, InstanceClass: 'redis.master.small.default', Port: '6380' }),
    deletionOf: ({ InstanceId }: Record<string, unknown>) => call('alibaba', 'DeleteInstance', { InstanceId }),
  },
  huawei: {
    create: call('huawei', 'CreateInstance', {
      ...project,
      name: 'created-db',
      datastore: { type: 'DDS-Community', version: '4.0', storage_engine: 'wiredTiger' },
      region: 'cn-north-4',
      availability_zone: 'cn-north-4a',
      vpc_id: 'v',
      subnet_id: 's',
      security_group_id: 'g',
      mode: 'ReplicaSet',
      flavor: [{ type: 'replica', num: 1, size: 20, spec_code: 'dds.mongodb.c3.medium.4.repset' }],
    }),
    deletionOf: ({ id }: Record<string, unknown>) =>
      call('huawei', 'DeleteInstance', { ...project, instance_id: id as string }),
  },
} as const

function call(cloud: VendorCall['cloud'], operation: string, parameters: VendorCall['parameters']): VendorCall {
  return { cloud, operation, parameters }
}

/** Asks the explorer to sign a call, with the administrators' keys. */
export function sign(server: RunningServer, body: object, who: readonly string[] = both): Promise<Reply> {
  return callAs(server, who, 'POST', '/api/v1/explorer/request', body)
}

/** Sends what the explorer signed, as it is. */
export function sendSigned(server: RunningServer, { method, target, headers, body }: Reply['body']): Promise<Reply> {
  return send(server, method, target, { headers, body })
}
