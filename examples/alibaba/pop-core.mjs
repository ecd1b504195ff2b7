// Finds the instances that carry a tag: @alicloud/pop-core, signature V1.
import { RPCClient } from '@alicloud/pop-core'
import { accessKeyId, accessKeySecret, endpoint, regionId } from './settings.mjs'

const apiVersion = '2015-01-01'
const client = new RPCClient({ accessKeyId, accessKeySecret, endpoint: `http://${endpoint}`, apiVersion })
const params = { RegionId: regionId, Tag: [{ Key: 'team', Value: 'orders' }] }

const { TotalCount, Instances } = await client.request('DescribeInstances', params, { method: 'POST' })
console.log(`${TotalCount} instances of team orders`)
for (const { InstanceId, InstanceName } of Instances.KVStoreInstance) console.log(`${InstanceId}  ${InstanceName}`)
