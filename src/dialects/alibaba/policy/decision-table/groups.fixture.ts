import {
  allow,
  type DecisionRow,
  deny,
  everything,
  prod,
  remove,
  row,
  test,
  untag,
  when,
} from './decision-row.fixture.ts'

/** What the policies of a group do for its members. */
export const groupRows: readonly DecisionRow[] = [
  inGroup(row('§5.3', 'a group’s policy is its members’', 'allow', untag, []), ['AliyunKvstoreFullAccess']),
  inGroup(row('§5.3', 'a member keeps what is his own', 'allow', untag, [everything]), []),
  inGroup(row('§5.3', 'own and shared policies add up: what is his own', 'allow', untag, [allow('kvstore:Untag*')]), [
    allow('kvstore:Delete*'),
  ]),
  inGroup(row('§5.3', 'own and shared policies add up: what is shared', 'allow', remove, [allow('kvstore:Untag*')]), [
    allow('kvstore:Delete*'),
  ]),
  inGroup(row('§5.3', 'a group’s Deny wins over an Allow of his own', 'explicit-deny', untag, [everything]), [
    deny('kvstore:UntagResources'),
  ]),
  inGroup(row('§5.3', 'his own Deny wins over a group’s Allow', 'explicit-deny', untag, [deny('kvstore:Untag*')]), [
    'AdministratorAccess',
  ]),
  inGroup(row('§5.3', 'a group that allows something else', 'implicit-deny', remove, []), [allow('kvstore:Untag*')]),
  inGroup(row('§5.3', 'a group’s policy looks at tags', 'allow', untag, [], test), [
    when('StringEquals', 'acs:ResourceTag/env', 'test'),
  ]),
  inGroup(row('§5.3', 'and finds those that do not fit', 'implicit-deny', untag, [], prod), [
    when('StringEquals', 'acs:ResourceTag/env', 'test'),
  ]),
]

function inGroup(one: DecisionRow, groupPolicies: DecisionRow['policies']): DecisionRow {
  return { ...one, groupPolicies }
}
