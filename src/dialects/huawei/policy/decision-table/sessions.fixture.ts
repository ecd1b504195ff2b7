import {
  add,
  all1,
  all5,
  byName,
  byUrn,
  type DecisionRow,
  listTags,
  prod,
  remove,
  rename,
  row,
  type TableCall,
  takeEnv,
  test,
  urn,
  v1,
  v5,
  when,
} from './decision-row.fixture.ts'

const full = ['DDS FullAccess']

/** A call by the temporary key of a user with these policies. */
function narrowed(
  rule: string,
  expected: DecisionRow['expected'],
  call: TableCall,
  policies: DecisionRow['policies'],
  session: object,
  tags: DecisionRow['tags'] = {},
): DecisionRow {
  return row('§2.5', rule, expected, call, policies, tags, { session })
}

/** The policies of temporary keys. */
export const sessionRows: readonly DecisionRow[] = [
  narrowed('the policy of a temporary key narrows', 'implicit-deny', remove, full, v1('Allow', ['dds:*:list*'])),
  narrowed('what both allow is allowed', 'allow', takeEnv, full, v1('Allow', ['dds:instance:modify'])),
  narrowed('it gives nothing more', 'implicit-deny', takeEnv, ['DDS ReadOnlyAccess'], all1),
  narrowed('it gives nothing to who has nothing', 'implicit-deny', listTags, [], all1),
  narrowed('its Deny denies', 'explicit-deny', takeEnv, full, v1('Deny', ['dds:*:*'])),
  narrowed('its Deny alone allows nothing', 'implicit-deny', listTags, full, v1('Deny', ['dds:instance:delete*'])),
  narrowed('a Deny of the user stays', 'explicit-deny', takeEnv, [all1, v1('Deny', ['dds:instance:modify'])], all1),
  narrowed('a Deny of the user comes after its silence', 'explicit-deny', takeEnv, [v5('Deny', ['dds:*:*'])], all5),
  narrowed('one of 5.0 narrows policies of 1.1', 'implicit-deny', rename, full, v5('Allow', ['dds:instance:setTag'])),
  narrowed('and allows what they allow', 'allow', takeEnv, full, v5('Allow', ['dds:instance:setTag'])),
  narrowed('one of 1.1 narrows policies of 5.0', 'implicit-deny', rename, [all5], v1('Allow', ['dds:instance:list'])),
  narrowed('an instance by its name', 'allow', takeEnv, full, byName('dds-*')),
  narrowed('another name', 'implicit-deny', takeEnv, full, byName('tmp-*')),
  narrowed('an instance by its URN', 'allow', takeEnv, full, byUrn(urn)),
  narrowed('another URN', 'implicit-deny', takeEnv, full, byUrn(urn.replace('cc63', 'dd63'))),
  narrowed('a tag', 'allow', takeEnv, full, when('StringEquals', 'g:ResourceTag/env', 'test'), test),
  narrowed('another value', 'implicit-deny', takeEnv, full, when('StringEquals', 'g:ResourceTag/env', 'test'), prod),
  narrowed(
    'tags that the user must find and that it must find',
    'implicit-deny',
    takeEnv,
    [when('StringEquals', 'g:ResourceTag/env', 'test')],
    when('StringEquals', 'g:ResourceTag/team', 'orders'),
    test,
  ),
  narrowed(
    'both found',
    'allow',
    takeEnv,
    [when('StringEquals', 'g:ResourceTag/env', 'test')],
    when('StringEquals', 'g:ResourceTag/team', 'orders'),
    { env: 'test', team: 'orders' },
  ),
  narrowed('a tag to add', 'implicit-deny', add(prod), full, when('StringEquals', 'g:RequestTag/env', 'test')),
  narrowed(
    'its Deny of a tag',
    'explicit-deny',
    takeEnv,
    full,
    {
      Version: '5.0',
      Statement: [
        { Effect: 'Allow', Action: 'dds:*:*' },
        { Effect: 'Deny', Action: 'dds:*:*', Condition: { StringEquals: { 'g:ResourceTag/env': 'prod' } } },
      ],
    },
    prod,
  ),
  row(
    '§2.5',
    'an administrator may everything with his temporary key',
    'allow',
    remove,
    [],
    {},
    {
      as: 'administrator',
      session: all1,
    },
  ),
  row(
    '§2.5',
    'unless it has a policy that allows less',
    'implicit-deny',
    remove,
    [],
    {},
    {
      as: 'administrator',
      session: v1('Allow', ['dds:*:list*']),
    },
  ),
  row(
    '§2.5',
    'or one that denies',
    'explicit-deny',
    takeEnv,
    [],
    {},
    {
      as: 'administrator',
      session: v1('Deny', ['dds:instance:modify']),
    },
  ),
]
