import { isJsonObject } from '../../../access/strict-json.ts'
import type { CodeSample } from '../../code-sample.ts'
import { type HclValue, hclBlock } from '../../hcl-text.ts'
import { protocolOf, regionOf, type SampleCall } from './sample-call.ts'

/** Of the operations that a data source calls, its name and its arguments. */
const sources: Readonly<Record<string, readonly [name: string, argumentsOf: (call: SampleCall) => Arguments]>> = {
  DescribeInstances: ['alicloud_kvstore_instances', instanceArguments],
  GetCallerIdentity: ['alicloud_caller_identity', () => ({})],
}

type Arguments = Readonly<Record<string, HclValue | undefined>>

/** The data source that makes the call, where the provider has one. */
export function terraform(call: SampleCall): CodeSample | undefined {
  const [name, argumentsOf] = sources[call.operation.name] ?? []
  if (name === undefined || !argumentsOf) return undefined
  const provider = {
    region: regionOf(call),
    protocol: protocolOf(call.origin),
    account_type: 'Domestic',
    skip_region_validation: true,
  }
  const endpoints = hclBlock('endpoints', { r_kvstore: call.origin.host, sts: call.origin.host })
  return {
    client: 'terraform',
    title: 'Terraform',
    language: 'hcl',
    install: 'terraform init',
    tested: false,
    text: [
      '# The access key: ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY',
      hclBlock('provider "alicloud"', provider, [endpoints]),
      '',
      hclBlock(`data "${name}" "found"`, argumentsOf(call)),
      '',
      hclBlock('output "found"', {}, [`value = data.${name}.found`]),
    ].join('\n'),
  }
}

function instanceArguments({ parameters }: SampleCall): Arguments {
  const { InstanceIds, InstanceStatus, InstanceClass, VpcId, VSwitchId, Tag } = parameters
  const tags = (Array.isArray(Tag) ? Tag : []).filter(isJsonObject)
  return {
    ids: textOf(InstanceIds)?.split(','),
    status: textOf(InstanceStatus),
    instance_class: textOf(InstanceClass),
    vpc_id: textOf(VpcId),
    vswitch_id: textOf(VSwitchId),
    tags:
      tags.length > 0 ? Object.fromEntries(tags.map(({ Key, Value = '' }) => [String(Key), String(Value)])) : undefined,
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
