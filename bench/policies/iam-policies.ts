import { policiesOf } from './policies.ts'

const tagActions = ['dds:instance:setTag', 'dds:instance:listTags']

/** Policies of IAM in both versions, the last of which allows what the loads do. */
export function iamPolicies(count: number): readonly object[] {
  return policiesOf(count, others, aboutTags)
}

/** Denies by a tag, so that each change is decided again on the tags that it meets. */
export const iamGuard = policy50(deny(tagActions, { Condition: { StringEquals: { 'g:ResourceTag/frozen': 'yes' } } }))

const others: readonly ((number: number) => object)[] = [
  (n) => policy50(allow(['ecs:*:get*', 'ecs:*:list*'], { Resource: [`ecs:*:*:instance:${n}*`] })),
  (n) =>
    policy50(
      allow(['rds:*:get*', 'rds:*:list*']),
      deny(['rds:instance:delete'], { Resource: [`rds:*:*:instance:${n}*`] }),
      allow(['rds:instance:modify*'], { Condition: { StringEquals: { 'g:ResourceTag/team': [`team-${n}`] } } }),
    ),
  (n) => policy11(allow(['obs:object:Get*', 'obs:bucket:List*'], { Resource: [`OBS:*:*:object:bucket-${n}/*`] })),
  (n) =>
    policy50(
      allow(['dds:instance:get*', 'dds:instance:updateName'], { Resource: [`dds:*:*:instance:${n}*`] }),
      deny(['dds:instance:delete'], { Condition: { StringMatch: { 'g:ResourceTag/env': ['prod', 'live-*'] } } }),
    ),
  (n) =>
    policy11(allow(['vpc:*:get*', 'vpc:*:list*'], { Condition: { StringEquals: { 'g:ProjectName': [`p-${n}`] } } })),
]

const aboutTags: readonly object[] = [
  policy50(allow(tagActions, { Resource: ['dds:cn-south-1:*:instance:*'] })),
  policy50(allow(tagActions, { Condition: { StringEquals: { 'g:ResourceTag/team': ['nobody', 'no one'] } } })),
  policy50(allow(tagActions, { Condition: { IpAddress: { 'g:SourceIp': ['10.0.0.0/8', '192.168.0.0/16'] } } })),
  policy50(allow(tagActions, { Condition: { StringEquals: { 'g:RequestTag/env': ['frozen'] } } })),
  policy50(deny(['dds:*:*'], { Condition: { DateLessThan: { 'g:CurrentTime': ['2020-01-01T00:00:00Z'] } } })),
  policy50(deny(tagActions, { Resource: ['dds:*:*:instance:ffff*'] })),
  policy11(allow(['dds:instance:modify', 'dds:instance:list'], { Resource: ['DDS:*:*:instanceName:tmp-*'] })),
  policy50(allow(['dds:*:*'], { Condition: { Bool: { 'g:MFAPresent': ['true'] } } })),
  policy11(allow(['dds:instance:*'], { Condition: { StringEquals: { 'g:ProjectName': ['cn-south-1'] } } })),
  policy50(allow(['dds:instance:setTag', 'dds:*:list*'])),
]

function policy11(...Statement: readonly object[]): object {
  return { Version: '1.1', Statement }
}

function policy50(...Statement: readonly object[]): object {
  return { Version: '5.0', Statement }
}

function allow(Action: readonly string[], more: object = {}): object {
  return { Effect: 'Allow', Action, ...more }
}

function deny(Action: readonly string[], more: object = {}): object {
  return { Effect: 'Deny', Action, ...more }
}
