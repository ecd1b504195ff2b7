import {
  all5,
  type DecisionRow,
  notWhen,
  prod,
  row,
  tableFleet,
  takeEnv,
  test,
  v5,
  when,
  when1,
} from './decision-row.fixture.ts'

const { domain, project, user } = tableFleet

/** Operators and the other condition keys. */
export const conditionRows: readonly DecisionRow[] = [
  row(
    '§5.4',
    'values of a key are alternatives',
    'allow',
    takeEnv,
    [when('StringEquals', 'g:ResourceTag/env', 'dev', 'test')],
    test,
  ),
  row(
    '§5.4',
    'negated, each value has to differ',
    'implicit-deny',
    takeEnv,
    [when('StringNotEquals', 'g:ResourceTag/env', 'dev', 'test')],
    test,
  ),
  row(
    '§5.4',
    'keys of an operator must all hold',
    'implicit-deny',
    takeEnv,
    [v5('Allow', ['dds:*:*'], { Condition: { StringEquals: { 'g:ResourceTag/env': 'test', 'g:UserName': 'ann' } } })],
    test,
  ),
  row('§5.4', 'operators must all hold', 'implicit-deny', takeEnv, [
    v5('Allow', ['dds:*:*'], {
      Condition: { StringEquals: { 'g:UserName': 'ops' }, Bool: { 'g:MFAPresent': 'true' } },
    }),
  ]),
  row('§5.4', 'a key that is missing passes with IfExists', 'allow', takeEnv, [
    when('StringEqualsIfExists', 'g:ResourceTag/env', 'test'),
  ]),
  row(
    '§5.4',
    'a key that is there is compared with IfExists',
    'implicit-deny',
    takeEnv,
    [when('StringEqualsIfExists', 'g:ResourceTag/env', 'test')],
    prod,
  ),
  row('§5.4', 'a key that nobody knows fails', 'implicit-deny', takeEnv, [when('StringEquals', 'g:Unheard', 'x')]),
  row('§5.4', 'Null true asks for a key that is missing', 'allow', takeEnv, [
    when('Null', 'g:ResourceTag/env', 'true'),
  ]),
  row(
    '§5.4',
    'Null true fails on a key that is there',
    'implicit-deny',
    takeEnv,
    [when('Null', 'g:ResourceTag/env', 'true')],
    test,
  ),
  row(
    '§5.4',
    'Null false asks for a key that is there',
    'allow',
    takeEnv,
    [when('Null', 'g:ResourceTag/env', 'false')],
    test,
  ),
  row('§5.4', 'StringEqualsIgnoreCase', 'allow', takeEnv, [when('StringEqualsIgnoreCase', 'g:UserName', 'OPS')]),
  row('§5.4', 'StringEquals minds letter case', 'implicit-deny', takeEnv, [when('StringEquals', 'g:UserName', 'OPS')]),
  row('§5.4', 'StringMatch', 'allow', takeEnv, [when('StringMatch', 'g:UserName', 'o?*')]),
  row('§5.4', 'StringNotMatch', 'explicit-deny', takeEnv, [all5, notWhen('StringNotMatch', 'g:UserName', 'admin*')]),
  row('§5.4', 'StringStartWith', 'allow', takeEnv, [when('StringStartWith', 'g:ResourceTag/env', 'te')], test),
  row('§5.4', 'StringEndWith', 'implicit-deny', takeEnv, [when('StringEndWith', 'g:ResourceTag/env', 'te')], test),
  row(
    '§5.4',
    'NumberLessThan compares numbers, not texts',
    'allow',
    takeEnv,
    [when('NumberLessThan', 'g:ResourceTag/tier', '10')],
    { tier: '9' },
  ),
  row(
    '§5.4',
    'NumberGreaterThan of a text',
    'implicit-deny',
    takeEnv,
    [when('NumberGreaterThan', 'g:ResourceTag/tier', '0')],
    { tier: 'high' },
  ),
  row('§5.4', 'DateLessThan a date to come', 'allow', takeEnv, [
    when('DateLessThan', 'g:CurrentTime', '2999-01-01T00:00:00Z'),
  ]),
  row('§5.4', 'DateGreaterThan a date to come', 'implicit-deny', takeEnv, [
    when('DateGreaterThan', 'g:CurrentTime', '2999-01-01T00:00:00Z'),
  ]),
  row('§5.4', 'IpAddress of the block', 'allow', takeEnv, [when('IpAddress', 'g:SourceIp', '127.0.0.0/8')]),
  row('§5.4', 'NotIpAddress of another block', 'explicit-deny', takeEnv, [
    all5,
    notWhen('NotIpAddress', 'g:SourceIp', '10.0.0.0/8'),
  ]),
  row('§5.4, keys of 1.1', 'g:ProjectName', 'allow', takeEnv, [when1('StringEquals', 'g:ProjectName', project.name)]),
  row('§5.4, keys of 1.1', 'another project', 'implicit-deny', takeEnv, [
    when1('StringEquals', 'g:ProjectName', 'cn-south-1'),
  ]),
  row('§5.4, keys of 1.1', 'g:DomainName', 'allow', takeEnv, [when1('StringEquals', 'g:DomainName', domain.name)]),
  row('§5.4, keys of 1.1', 'g:ServiceName', 'allow', takeEnv, [when1('StringEquals', 'g:ServiceName', 'dds')]),
  row('§5.4, keys of 1.1', 'g:UserId', 'allow', takeEnv, [when1('StringEquals', 'g:UserId', user.id)]),
  row('§5.4, keys of 1.1', 'g:MFAPresent: a key has no MFA', 'implicit-deny', takeEnv, [
    when1('Bool', 'g:MFAPresent', 'true'),
  ]),
  row('§5.4, keys of 1.1', 'g:MFAAge: is missing without MFA', 'implicit-deny', takeEnv, [
    when1('NumberLessThan', 'g:MFAAge', '3600'),
  ]),
  row('§5.4, keys of 5.0', 'g:PrincipalAccount', 'allow', takeEnv, [
    when('StringEquals', 'g:PrincipalAccount', domain.id),
  ]),
  row('§5.4, keys of 5.0', 'g:DomainId is the same', 'allow', takeEnv, [when('StringEquals', 'g:DomainId', domain.id)]),
  row('§5.4, keys of 5.0', 'g:PrincipalUrn', 'allow', takeEnv, [
    when('StringMatch', 'g:PrincipalUrn', `iam::${domain.id}:user:*`),
  ]),
  row('§5.4, keys of 5.0', 'g:PrincipalOrgPath: an account of no organization', 'implicit-deny', takeEnv, [
    when('StringMatch', 'g:PrincipalOrgPath', '*'),
  ]),
]
