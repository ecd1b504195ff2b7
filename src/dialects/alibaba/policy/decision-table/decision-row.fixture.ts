/** What a row expects: that it is allowed, that a statement denies it, or that nothing allows it. */
type Expectation = 'allow' | 'explicit-deny' | 'implicit-deny'

/** A call as it goes over the wire. */
export interface TableCall {
  readonly operation: string
  readonly parameters: Readonly<Record<string, string>>
}

/** A rule of the vendor, in one call. */
export interface DecisionRow {
  readonly rule: string
  /** The section of `contracts/alibaba.md` that says so. */
  readonly section: string
  readonly expected: Expectation
  readonly call: TableCall
  /** Documents, or names of system policies, attached to the user; with a session, to the role that it is of. */
  readonly policies: readonly (string | object)[]
  /** The same, attached to a group that the user is a member of. */
  readonly groupPolicies?: readonly (string | object)[]
  /** The tags of the instance `tableFleet.instance` before the call. */
  readonly tags: Readonly<Record<string, string>>
  /** The policy of the session; absent where the user signs with a key of his own. */
  readonly session?: object
}

/**
 * What there is when a row is played: a RAM user of the account who calls from 127.0.0.1 over plain HTTP, today,
 * without MFA; an instance that carries the row's tags; and one beside it that always carries `env=prod`.
 */
export const tableFleet = {
  account: '1234567890123456',
  user: 'ops',
  region: 'cn-hangzhou',
  instance: 'r-bp1decision000001',
  prodInstance: 'r-bp1decision000002',
} as const

const { account, user, region, instance, prodInstance } = tableFleet
export const arn = `acs:kvstore:${region}:${account}:instance/${instance}`
export const here = `acs:ram::${account}:user/${user}`

export const target = { RegionId: region, ResourceType: 'INSTANCE', 'ResourceId.1': instance }
const bothTargets = { ...target, 'ResourceId.2': prodInstance }

export const untag: TableCall = { operation: 'UntagResources', parameters: { ...target, 'TagKey.1': 'env' } }
export const untagBoth: TableCall = { operation: 'UntagResources', parameters: { ...bothTargets, 'TagKey.1': 'owner' } }
export const untagAll: TableCall = { operation: 'UntagResources', parameters: { ...target, All: 'true' } }
export const listTags: TableCall = { operation: 'ListTagResources', parameters: target }
export const describeTags: TableCall = { operation: 'DescribeTags', parameters: { RegionId: region } }
export const describeRegions: TableCall = { operation: 'DescribeRegions', parameters: {} }
export const describeInstances: TableCall = { operation: 'DescribeInstances', parameters: { RegionId: region } }
export const describeInstance: TableCall = {
  operation: 'DescribeInstanceAttribute',
  parameters: { InstanceId: instance },
}
export const rename: TableCall = {
  operation: 'ModifyInstanceAttribute',
  parameters: { InstanceId: instance, InstanceName: 'renamed' },
}
export const remove: TableCall = { operation: 'DeleteInstance', parameters: { InstanceId: instance } }

export function tagWith(tags: Readonly<Record<string, string>>): TableCall {
  return { operation: 'TagResources', parameters: { ...target, ...flat(tags) } }
}

export function createWith(tags: Readonly<Record<string, string>>): TableCall {
  const order = { RegionId: region, InstanceClass: 'redis.master.small.default' }
  return { operation: 'CreateInstance', parameters: { ...order, ...flat(tags) } }
}

function flat(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(tags).flatMap(([key, value], at) => [
      [`Tag.${at + 1}.Key`, key],
      [`Tag.${at + 1}.Value`, value],
    ]),
  )
}

type Texts = string | readonly string[]

export function allow(Action: Texts, Resource: Texts = '*', Condition: object = {}): object {
  return { Version: '1', Statement: [{ Effect: 'Allow', Action, Resource, Condition }] }
}

export function deny(Action: Texts, Resource: Texts = '*', Condition: object = {}): object {
  return { Version: '1', Statement: [{ Effect: 'Deny', Action, Resource, Condition }] }
}

export function allowBut(NotAction: Texts): object {
  return { Version: '1', Statement: [{ Effect: 'Allow', NotAction, Resource: '*' }] }
}

export const everything = allow('*')

/** All of `kvstore`, under one condition. */
export function when(operator: string, key: string, value: unknown): object {
  return allow('kvstore:*', '*', { [operator]: { [key]: value } })
}

/** Nothing of `kvstore`, under one condition. */
export function notWhen(operator: string, key: string, value: unknown): object {
  return deny('kvstore:*', '*', { [operator]: { [key]: value } })
}

export function row(
  section: string,
  rule: string,
  expected: Expectation,
  call: TableCall,
  policies: readonly (string | object)[],
  tags: Readonly<Record<string, string>> = {},
  session?: object,
): DecisionRow {
  return { section, rule, expected, call, policies, tags, ...(session && { session }) }
}

export const test = { env: 'test' }
export const prod = { env: 'prod' }
