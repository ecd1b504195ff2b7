/** What a row expects: that it is allowed, that a statement denies it, or that nothing allows it. */
type Expectation = 'allow' | 'explicit-deny' | 'implicit-deny'

/** A call as it goes over the wire: the SDK's name of the operation, and what its path does not say. */
export interface TableCall {
  readonly operation: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
}

/** A rule of the vendor, in one call. */
export interface DecisionRow {
  readonly rule: string
  /** The section of `contracts/huawei.md` that says so. */
  readonly section: string
  readonly expected: Expectation
  readonly call: TableCall
  /** Documents, or names of system policies, attached to who calls. */
  readonly policies: Policies
  /** The tags of the instance before the call. */
  readonly tags: Readonly<Record<string, string>>
  /** Those of the groups that he is a member of. */
  readonly groups?: readonly Policies[]
  /** What calls in the place of the user: the domain's administrator, or an agency that the user assumed. */
  readonly as?: 'administrator' | 'agency'
  /** The policy of his temporary key; absent where he signs with a key of his own, or with one that is not narrowed. */
  readonly session?: object
}

type Policies = readonly (string | object)[]

/**
 * What there is when a row is played: an IAM user of the domain who calls from 127.0.0.1 in the project, today, without
 * MFA; an agency of the domain that he may assume, in a session of his name; and one instance, of the default
 * enterprise project, which carries the row's tags.
 */
export const tableFleet = {
  domain: { id: '0123456789abcdef0123456789abcdef', name: 'acme' },
  project: { id: '89abcdef0123456789abcdef01234567', name: 'cn-north-4' },
  user: { id: 'fedcba9876543210fedcba9876543210', name: 'ops' },
  agency: { id: '0f1e2d3c4b5a69780f1e2d3c4b5a6978', name: 'reader' },
  instance: { id: 'cc6345c64cec47499182467ea0dd432ain02', name: 'dds-orders', enterpriseProject: '0' },
} as const

const { domain, project, instance } = tableFleet
export const urn = `dds:${project.name}:${domain.id}:instance:${instance.id}`

export function add(tags: Readonly<Record<string, string>>): TableCall {
  const list = Object.entries(tags).map(([key, value]) => ({ key, value }))
  return { operation: 'BatchTagAction', body: { action: 'create', tags: list } }
}

export function take(...keys: readonly string[]): TableCall {
  return { operation: 'BatchTagAction', body: { action: 'delete', tags: keys.map((key) => ({ key })) } }
}

export const takeEnv = take('env')
export const listTags: TableCall = { operation: 'ListInstanceTags' }
export const listProjectTags: TableCall = { operation: 'ListProjectTags' }
export const listInstances: TableCall = { operation: 'ListInstances' }
export const byTags: TableCall = { operation: 'ListInstancesByTags', body: { action: 'count', tags: [] } }
export const remove: TableCall = { operation: 'DeleteInstance' }
export const rename: TableCall = { operation: 'UpdateInstanceName', body: { new_instance_name: 'dds-renamed' } }

type Texts = readonly string[]

/** A policy of version 1.1 with one statement. */
export function v1(Effect: 'Allow' | 'Deny', Action: Texts, more: object = {}): object {
  return { Version: '1.1', Statement: [{ Effect, Action, ...more }] }
}

/** A policy of version 5.0 with one statement. */
export function v5(Effect: 'Allow' | 'Deny', Action: Texts, more: object = {}): object {
  return { Version: '5.0', Statement: [{ Effect, Action, ...more }] }
}

export const all1 = v1('Allow', ['dds:*:*'])
export const all5 = v5('Allow', ['dds:*:*'])

export function byName(name: string, Effect: 'Allow' | 'Deny' = 'Allow'): object {
  return v1(Effect, ['dds:instance:modify'], { Resource: [`DDS:*:*:instanceName:${name}`] })
}

export function byUrn(resource: string, Effect: 'Allow' | 'Deny' = 'Allow'): object {
  return v5(Effect, ['dds:instance:setTag'], { Resource: [resource] })
}

/** All of DDS by version 5.0, under one condition. */
export function when(operator: string, key: string, ...values: Texts): object {
  return v5('Allow', ['dds:*:*'], { Condition: { [operator]: { [key]: values } } })
}

/** Nothing of DDS by version 5.0, under one condition. */
export function notWhen(operator: string, key: string, ...values: Texts): object {
  return v5('Deny', ['dds:*:*'], { Condition: { [operator]: { [key]: values } } })
}

/** All of DDS by version 1.1, under one condition. */
export function when1(operator: string, key: string, ...values: Texts): object {
  return v1('Allow', ['dds:*:*'], { Condition: { [operator]: { [key]: values } } })
}

export function row(
  section: string,
  rule: string,
  expected: Expectation,
  call: TableCall,
  policies: Policies,
  tags: Readonly<Record<string, string>> = {},
  more: Pick<DecisionRow, 'groups' | 'as' | 'session'> = {},
): DecisionRow {
  return { section, rule, expected, call, policies, tags, ...more }
}

export const test = { env: 'test' }
export const prod = { env: 'prod' }
