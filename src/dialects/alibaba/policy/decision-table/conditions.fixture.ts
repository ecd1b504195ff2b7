import {
  allow,
  type DecisionRow,
  everything,
  here,
  notWhen,
  row,
  tableFleet,
  test,
  untag,
  when,
} from './decision-row.fixture.ts'

const { account } = tableFleet

/** Operators and the other condition keys. */
export const conditionRows: readonly DecisionRow[] = [
  row(
    '§5.2, Condition',
    'values of a key are alternatives',
    'allow',
    untag,
    [when('StringEquals', 'acs:ResourceTag/env', ['dev', 'test'])],
    test,
  ),
  row(
    '§5.2, Condition',
    'negated, each value has to differ',
    'implicit-deny',
    untag,
    [when('StringNotEquals', 'acs:ResourceTag/env', ['test', 'prod'])],
    test,
  ),
  row(
    '§5.2, Condition',
    'keys of an operator must all hold',
    'implicit-deny',
    untag,
    [allow('kvstore:*', '*', { StringEquals: { 'acs:ResourceTag/env': 'test', 'acs:ResourceTag/team': 'core' } })],
    test,
  ),
  row(
    '§5.2, Condition',
    'operators must all hold',
    'implicit-deny',
    untag,
    [
      allow('kvstore:*', '*', {
        StringEquals: { 'acs:ResourceTag/env': 'test' },
        IpAddress: { 'acs:SourceIp': '10.0.0.0/8' },
      }),
    ],
    test,
  ),
  row(
    '§5.2, String',
    'StringEqualsIgnoreCase',
    'allow',
    untag,
    [when('StringEqualsIgnoreCase', 'acs:ResourceTag/env', 'TEST')],
    test,
  ),
  row(
    '§5.2, String',
    'StringNotEqualsIgnoreCase',
    'implicit-deny',
    untag,
    [when('StringNotEqualsIgnoreCase', 'acs:ResourceTag/env', 'TEST')],
    test,
  ),
  row(
    '§5.2, String',
    'StringLike with a star',
    'allow',
    untag,
    [when('StringLike', 'acs:ResourceTag/env', 'te*')],
    test,
  ),
  row(
    '§5.2, String',
    'StringLike with a question mark',
    'allow',
    untag,
    [when('StringLike', 'acs:ResourceTag/env', 'tes?')],
    test,
  ),
  row(
    '§5.2, String',
    'StringLike is about the whole value',
    'implicit-deny',
    untag,
    [when('StringLike', 'acs:ResourceTag/env', 'te')],
    test,
  ),
  row(
    '§5.2, String',
    'StringEquals knows no wildcards',
    'implicit-deny',
    untag,
    [when('StringEquals', 'acs:ResourceTag/env', 'te*')],
    test,
  ),
  row(
    '§5.2, String',
    'StringNotLike',
    'explicit-deny',
    untag,
    [everything, notWhen('StringNotLike', 'acs:ResourceTag/env', 'pr*')],
    test,
  ),
  row(
    '§5.2, Number',
    'NumericLessThan compares numbers, not texts',
    'allow',
    untag,
    [when('NumericLessThan', 'acs:ResourceTag/tier', '10')],
    { tier: '9' },
  ),
  row('§5.2, Number', 'NumericEquals', 'allow', untag, [when('NumericEquals', 'acs:ResourceTag/tier', 3)], {
    tier: '3.0',
  }),
  row(
    '§5.2, Number',
    'NumericGreaterThanEquals of a text',
    'implicit-deny',
    untag,
    [when('NumericGreaterThanEquals', 'acs:ResourceTag/tier', '0')],
    { tier: 'high' },
  ),
  row('§5.2, Date', 'before a date to come', 'allow', untag, [
    when('DateLessThan', 'acs:CurrentTime', '2999-01-01T00:00:00Z'),
  ]),
  row('§5.2, Date', 'before a date that is past', 'implicit-deny', untag, [
    when('DateLessThan', 'acs:CurrentTime', '2020-01-01T00:00:00Z'),
  ]),
  row('§5.2, Date', 'after a date that is past, in another zone', 'allow', untag, [
    when('DateGreaterThan', 'acs:CurrentTime', '2020-01-01T00:00:00+08:00'),
  ]),
  row('§5.2, Date', 'DateNotEquals', 'allow', untag, [
    when('DateNotEquals', 'acs:CurrentTime', '2020-01-01T00:00:00Z'),
  ]),
  row('§5.2, acs:SecureTransport', 'plain HTTP is not secure', 'explicit-deny', untag, [
    everything,
    notWhen('Bool', 'acs:SecureTransport', 'false'),
  ]),
  row('§5.2, acs:SecureTransport', 'what needs TLS', 'implicit-deny', untag, [
    when('Bool', 'acs:SecureTransport', true),
  ]),
  row('§5.2, acs:SourceIp', 'an address of the block', 'allow', untag, [
    when('IpAddress', 'acs:SourceIp', '127.0.0.0/8'),
  ]),
  row('§5.2, acs:SourceIp', 'the bare address', 'allow', untag, [
    when('IpAddress', 'acs:SourceIp', ['10.0.0.1', '127.0.0.1']),
  ]),
  row('§5.2, acs:SourceIp', 'an address of elsewhere', 'implicit-deny', untag, [
    when('IpAddress', 'acs:SourceIp', '10.0.0.0/8'),
  ]),
  row('§5.2, acs:SourceIp', 'a Deny for all but the office', 'explicit-deny', untag, [
    everything,
    notWhen('NotIpAddress', 'acs:SourceIp', ['10.0.0.0/8', '203.0.113.0/24']),
  ]),
  row('§5.2, acs:SourceIp', 'the office', 'allow', untag, [
    everything,
    notWhen('NotIpAddress', 'acs:SourceIp', ['127.0.0.0/8']),
  ]),
  row('§5.2, acs:MFAPresent', 'a key has no MFA', 'implicit-deny', untag, [when('Bool', 'acs:MFAPresent', 'true')]),
  row('§5.2, acs:PrincipalARN', 'the caller himself', 'allow', untag, [when('StringEquals', 'acs:PrincipalARN', here)]),
  row('§5.2, acs:PrincipalARN', 'somebody else', 'implicit-deny', untag, [
    when('StringLike', 'acs:PrincipalARN', `acs:ram::${account}:role/*`),
  ]),
  row('§5.2, acs:SourceVpc', 'a call from no VPC', 'implicit-deny', untag, [when('StringLike', 'acs:SourceVpc', '*')]),
  row('§5.2, acs:PrincipalRDId', 'an account of no directory', 'implicit-deny', untag, [
    when('StringLike', 'acs:PrincipalRDId', '*'),
  ]),
  row('§5.2, keys', 'a key that nobody knows is never true', 'implicit-deny', untag, [
    when('StringEquals', 'acs:Unheard', 'x'),
  ]),
  row('§5.2, keys', 'not under a negated operator either', 'implicit-deny', untag, [
    when('StringNotEquals', 'acs:Unheard', 'x'),
  ]),
  row('§5.2, keys', 'nor in a Deny', 'allow', untag, [everything, notWhen('StringNotEquals', 'acs:Unheard', 'x')]),
  row('§5.2, keys', 'keys are spelled exactly', 'implicit-deny', untag, [
    when('IpAddress', 'acs:sourceip', '127.0.0.0/8'),
  ]),
]
