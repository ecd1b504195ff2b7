import {
  allow,
  arn,
  createWith,
  type DecisionRow,
  deny,
  describeTags,
  everything,
  listTags,
  row,
  tableFleet,
  untag,
} from './decision-row.fixture.ts'

const { account, region, instance, prodInstance } = tableFleet

/** Which resource it is needed on, and how policies name it. */
export const resourceRows: readonly DecisionRow[] = [
  row('§5.1', 'an instance by its ARN', 'allow', untag, [allow('kvstore:*', arn)]),
  row('§5.1', 'another instance', 'implicit-deny', untag, [allow('kvstore:*', arn.replace(instance, prodInstance))]),
  row('§5.1', 'one region', 'allow', untag, [allow('kvstore:*', `acs:kvstore:${region}:*:instance/*`)]),
  row('§5.1', 'another region', 'implicit-deny', untag, [allow('kvstore:*', 'acs:kvstore:cn-beijing:*:instance/*')]),
  row('§5.1', 'another account', 'implicit-deny', untag, [
    allow('kvstore:*', 'acs:kvstore:*:9999999999999999:instance/*'),
  ]),
  row('§5.1', 'instances by the beginning of their ids', 'allow', untag, [
    allow('kvstore:*', 'acs:kvstore:*:*:instance/r-bp1*'),
  ]),
  row('§5.2', 'letter case of an ARN counts', 'implicit-deny', untag, [
    allow('kvstore:*', arn.toUpperCase().replace('ACS:', 'acs:')),
  ]),
  row('§5.2', 'a question mark in an ARN', 'allow', untag, [allow('kvstore:*', `${arn.slice(0, -1)}?`)]),
  row('§5.2', 'one ARN of a list', 'allow', untag, [allow('kvstore:*', ['acs:kvstore:*:*:instance/r-other', arn])]),
  row('§5.1', 'ListTagResources is about all instances: one of them is not enough', 'implicit-deny', listTags, [
    allow('kvstore:*', arn),
  ]),
  row('§5.1', 'ListTagResources on instance/*', 'allow', listTags, [
    allow('kvstore:*', `acs:kvstore:${region}:${account}:instance/*`),
  ]),
  row('§5.1', 'DescribeTags has no resource: instances are not enough', 'implicit-deny', describeTags, [
    allow('kvstore:*', 'acs:kvstore:*:*:instance/*'),
  ]),
  row('§5.1', 'DescribeTags on everything', 'allow', describeTags, [allow('kvstore:DescribeTags')]),
  row('§5.1', 'CreateInstance is about instance/*', 'allow', createWith({}), [
    allow('kvstore:CreateInstance', `acs:kvstore:${region}:*:instance/*`),
  ]),
  row('§5.1', 'a Deny on one instance does not deny listing them', 'allow', listTags, [
    everything,
    deny('kvstore:*', arn),
  ]),
]
