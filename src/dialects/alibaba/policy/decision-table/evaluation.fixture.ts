import {
  allow,
  arn,
  type DecisionRow,
  deny,
  everything,
  notWhen,
  remove,
  row,
  test,
  untag,
  untagBoth,
  when,
} from './decision-row.fixture.ts'

/** How statements and policies come together. */
export const evaluationRows: readonly DecisionRow[] = [
  row('§5.3', 'without policies nothing is allowed', 'implicit-deny', untag, []),
  row('§5.3', 'a statement that matches allows', 'allow', untag, [allow('kvstore:UntagResources', arn)]),
  row('§5.3', 'a Deny wins over an Allow of the same policy list', 'explicit-deny', untag, [
    everything,
    deny('kvstore:UntagResources'),
  ]),
  row('§5.3', 'and wherever it stands', 'explicit-deny', untag, [deny('kvstore:UntagResources'), everything]),
  row('§5.3', 'a Deny of something else leaves the Allow', 'allow', untag, [
    everything,
    deny('kvstore:DeleteInstance'),
  ]),
  row('§5.3', 'a Deny wins over AdministratorAccess', 'explicit-deny', remove, [
    'AdministratorAccess',
    deny('kvstore:Delete*'),
  ]),
  row('§5.3', 'a Deny alone denies', 'explicit-deny', untag, [deny('*')]),
  row(
    '§5.3',
    'statements are independent: each condition is of its own statement',
    'allow',
    untag,
    [when('StringEquals', 'acs:ResourceTag/env', 'prod'), allow('kvstore:*')],
    test,
  ),
  row(
    '§5.3',
    'with several instances each has to be allowed',
    'implicit-deny',
    untagBoth,
    [when('StringEquals', 'acs:ResourceTag/env', 'test')],
    test,
  ),
  row(
    '§5.3',
    'and all of them are',
    'allow',
    untagBoth,
    [when('StringEquals', 'acs:ResourceTag/env', ['test', 'prod'])],
    test,
  ),
  row(
    '§5.3',
    'a Deny on one of several instances denies the call',
    'explicit-deny',
    untagBoth,
    [everything, notWhen('StringEquals', 'acs:ResourceTag/env', 'prod')],
    test,
  ),
]
