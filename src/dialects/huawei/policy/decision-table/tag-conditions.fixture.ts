import {
  add,
  all5,
  type DecisionRow,
  listInstances,
  listTags,
  notWhen,
  prod,
  row,
  take,
  takeEnv,
  test,
  v5,
  when,
} from './decision-row.fixture.ts'

/** Conditions on the tags of the instance and of the request. */
export const tagConditionRows: readonly DecisionRow[] = [
  row(
    '§5.1, g:ResourceTag',
    'an instance that has the tag',
    'allow',
    takeEnv,
    [when('StringEquals', 'g:ResourceTag/env', 'test')],
    test,
  ),
  row(
    '§5.1, g:ResourceTag',
    'an instance that has another value',
    'implicit-deny',
    takeEnv,
    [when('StringEquals', 'g:ResourceTag/env', 'test')],
    prod,
  ),
  row('§5.1, g:ResourceTag', 'an instance that has no tag', 'implicit-deny', takeEnv, [
    when('StringEquals', 'g:ResourceTag/env', 'test'),
  ]),
  row(
    '§5.1, g:ResourceTag',
    'a Deny on a tag',
    'explicit-deny',
    takeEnv,
    [all5, notWhen('StringEquals', 'g:ResourceTag/env', 'prod')],
    prod,
  ),
  row('§5.1, g:ResourceTag', 'a Deny on a tag that is not there', 'allow', takeEnv, [
    all5,
    notWhen('StringEquals', 'g:ResourceTag/env', 'prod'),
  ]),
  row('§5.1, g:ResourceTag', 'a Deny on "not test" catches what has no tag', 'explicit-deny', takeEnv, [
    all5,
    notWhen('StringNotEquals', 'g:ResourceTag/env', 'test'),
  ]),
  row('§5.1, g:ResourceTag', 'unless it asks for a tag that is there', 'allow', takeEnv, [
    all5,
    v5('Deny', ['dds:*:*'], {
      Condition: { StringNotEquals: { 'g:ResourceTag/env': 'test' }, Null: { 'g:ResourceTag/env': 'false' } },
    }),
  ]),
  row(
    '§5.1, g:ResourceTag',
    'letter case of a tag key counts',
    'implicit-deny',
    takeEnv,
    [when('StringEquals', 'g:ResourceTag/env', 'test')],
    { Env: 'test' },
  ),
  row(
    '§5.1, g:ResourceTag',
    'a listing has no instance with tags',
    'implicit-deny',
    listInstances,
    [when('StringEquals', 'g:ResourceTag/env', 'test')],
    test,
  ),
  row(
    '§5.1, g:ResourceTag',
    'nor has the reading of tags, which knows no instance as its resource',
    'implicit-deny',
    listTags,
    [when('StringEquals', 'g:ResourceTag/env', 'test')],
    test,
  ),
  row('§5.1, g:RequestTag', 'a tag in the request', 'allow', add({ owner: 'ann' }), [
    when('StringMatch', 'g:RequestTag/owner', '*'),
  ]),
  row('§5.1, g:RequestTag', 'a request without it', 'implicit-deny', add(test), [
    when('StringMatch', 'g:RequestTag/owner', '*'),
  ]),
  row('§5.1, g:RequestTag', 'a value that may not be set', 'explicit-deny', add(prod), [
    all5,
    notWhen('StringEquals', 'g:RequestTag/env', 'prod'),
  ]),
  row(
    '§5.1, g:RequestTag',
    'a key to remove is not a tag of the request',
    'implicit-deny',
    takeEnv,
    [when('StringMatch', 'g:RequestTag/env', '*')],
    test,
  ),
  row('§5.1, g:TagKeys', 'each key to add is among those allowed', 'allow', add({ env: 'x', team: 'y' }), [
    when('ForAllValues:StringEquals', 'g:TagKeys', 'env', 'team'),
  ]),
  row('§5.1, g:TagKeys', 'one of them is not', 'implicit-deny', add({ env: 'x', cost: 'y' }), [
    when('ForAllValues:StringEquals', 'g:TagKeys', 'env', 'team'),
  ]),
  row('§5.1, g:TagKeys', 'keys to remove count as well', 'explicit-deny', take('team', 'env'), [
    all5,
    notWhen('ForAnyValue:StringEquals', 'g:TagKeys', 'env'),
  ]),
  row('§5.1, g:TagKeys', 'a call without keys is all that ForAllValues asks', 'allow', listTags, [
    when('ForAllValues:StringEquals', 'g:TagKeys', 'env'),
  ]),
  row('§5.1, g:TagKeys', 'and nothing that ForAnyValue finds', 'implicit-deny', listTags, [
    when('ForAnyValue:StringEquals', 'g:TagKeys', 'env'),
  ]),
  row('§5.1, g:EnterpriseProjectId', 'its enterprise project', 'allow', takeEnv, [
    when('StringEquals', 'g:EnterpriseProjectId', '0'),
  ]),
  row('§5.1, g:EnterpriseProjectId', 'another enterprise project', 'implicit-deny', takeEnv, [
    when('StringEquals', 'g:EnterpriseProjectId', 'b'.repeat(32)),
  ]),
]
