import { policiesOf } from './policies.ts'

const tagActions = ['kvstore:TagResources', 'kvstore:UntagResources', 'kvstore:ListTagResources']

/** Policies of RAM, the last of which allows what the loads do. */
export function ramPolicies(count: number): readonly object[] {
  return policiesOf(count, others, aboutTags)
}

/** Denies by a tag, so that each change is decided again on the tags that it meets. */
export const ramGuard = policy(deny(tagActions, '*', { StringEquals: { 'acs:ResourceTag/frozen': 'yes' } }))

const others: readonly ((number: number) => object)[] = [
  (n) => policy(allow(['ecs:Describe*', 'ecs:Start*', 'ecs:Stop*'], `acs:ecs:*:*:instance/i-${n}*`)),
  (n) =>
    policy(
      allow('rds:Describe*', '*'),
      deny('rds:Delete*', `acs:rds:*:*:dbinstance/rm-${n}*`),
      allow('rds:Modify*', '*', { StringEquals: { 'acs:ResourceTag/team': `team-${n}` } }),
    ),
  (n) => policy(allow(['oss:Get*', 'oss:List*'], `acs:oss:*:*:bucket-${n}/*`, fromOffice)),
  (n) =>
    policy(
      allow(['kvstore:Describe*', 'kvstore:Modify*'], `acs:kvstore:cn-hangzhou:*:instance/r-${n}*`),
      deny('kvstore:DeleteInstance', '*', { StringLike: { 'acs:ResourceTag/env': ['prod', 'live-*'] } }),
    ),
  (n) =>
    policy(
      allow(['log:Get*', 'log:List*'], `acs:log:*:*:project/p-${n}/*`),
      deny('log:*', '*', { Bool: { 'acs:SecureTransport': 'false' } }),
    ),
]

const fromOffice = { IpAddress: { 'acs:SourceIp': ['10.0.0.0/8', '192.168.0.0/16'] } }

const aboutTags: readonly object[] = [
  policy(allow(tagActions, 'acs:kvstore:cn-shanghai:*:instance/*')),
  policy(allow('kvstore:*TagResources', '*', { StringEquals: { 'acs:ResourceTag/team': ['nobody', 'no one'] } })),
  policy(allow(tagActions, '*', fromOffice)),
  policy(deny(['kvstore:*Tag*'], '*', { StringEquals: { 'acs:RequestTag/env': 'frozen' } })),
  policy(deny('kvstore:*', '*', { DateLessThan: { 'acs:CurrentTime': '2020-01-01T00:00:00Z' } })),
  policy(deny(tagActions, 'acs:kvstore:*:*:instance/r-uf6*')),
  policy({ Effect: 'Allow', NotAction: 'kvstore:DeleteInstance', Resource: 'acs:kvstore:cn-beijing:*:*' }),
  policy(allow('kvstore:*', '*', { Bool: { 'acs:MFAPresent': 'true' } })),
  policy(
    allow('kvstore:?*TagResources', '*', { StringLike: { 'acs:PrincipalARN': 'acs:ram::*:role/*' } }),
    allow('ecs:TagResources', '*'),
  ),
  policy(
    allow(['kvstore:TagResources', 'kvstore:UntagResources', 'kvstore:List*'], 'acs:kvstore:cn-hangzhou:*:instance/*'),
  ),
]

function policy(...Statement: readonly object[]): object {
  return { Version: '1', Statement }
}

function allow(Action: string | readonly string[], Resource: string, Condition: object = {}): object {
  return { Effect: 'Allow', Action, Resource, Condition }
}

function deny(Action: string | readonly string[], Resource: string, Condition: object = {}): object {
  return { Effect: 'Deny', Action, Resource, Condition }
}
