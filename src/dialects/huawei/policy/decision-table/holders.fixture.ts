import {
  all1,
  all5,
  type DecisionRow,
  listInstances,
  listTags,
  prod,
  remove,
  row,
  type TableCall,
  tableFleet,
  takeEnv,
  test,
  v1,
  v5,
  when,
  when1,
} from './decision-row.fixture.ts'

const { domain, user, agency } = tableFleet
const assumed = `sts::${domain.id}:assumed-agency:${agency.name}/${user.name}`

/** A call by a user with these policies, and with those of his groups. */
function member(
  rule: string,
  expected: DecisionRow['expected'],
  call: TableCall,
  policies: DecisionRow['policies'],
  groups: NonNullable<DecisionRow['groups']>,
  tags: DecisionRow['tags'] = {},
): DecisionRow {
  return row('§5.5, groups', rule, expected, call, policies, tags, { groups })
}

/** A call by an agency with these policies. */
function byAgency(
  rule: string,
  expected: DecisionRow['expected'],
  call: TableCall,
  policies: DecisionRow['policies'],
  more: { readonly tags?: DecisionRow['tags']; readonly session?: object } = {},
): DecisionRow {
  const { tags = {}, session } = more
  return row('§2.5, agencies', rule, expected, call, policies, tags, { as: 'agency', ...(session && { session }) })
}

/** Where policies come from: groups, agencies. */
export const holderRows: readonly DecisionRow[] = [
  member('a group allows its members', 'allow', takeEnv, [], [['DDS FullAccess']]),
  member('a group denies its members', 'explicit-deny', takeEnv, [all5], [[v5('Deny', ['dds:instance:setTag'])]]),
  member('a Deny of the user wins over his group', 'explicit-deny', remove, [v5('Deny', ['dds:*:delete'])], [[all5]]),
  member('a group without policies allows nothing', 'implicit-deny', takeEnv, [], [[]]),
  member('what one of several groups allows is allowed', 'allow', takeEnv, [], [['DDS ReadOnlyAccess'], [all1]]),
  member(
    'what one of several groups denies is denied',
    'explicit-deny',
    takeEnv,
    [],
    [[all1], [v1('Deny', ['dds:instance:modify'])]],
  ),
  member('groups and user add up', 'allow', listTags, [v5('Allow', ['dds:instance:setTag'])], [['DDS ReadOnlyAccess']]),
  member(
    'a condition of a group looks at the instance',
    'allow',
    takeEnv,
    [],
    [[when('StringEquals', 'g:ResourceTag/env', 'test')]],
    test,
  ),
  member(
    'and does not hold for another',
    'implicit-deny',
    takeEnv,
    [],
    [[when('StringEquals', 'g:ResourceTag/env', 'test')]],
    prod,
  ),
  byAgency('an agency may what its policies allow', 'allow', takeEnv, ['DDS FullAccess']),
  byAgency('and not what they do not', 'implicit-deny', takeEnv, ['DDS ReadOnlyAccess']),
  byAgency('nor what the policies of whoever assumed it allow', 'implicit-deny', listInstances, []),
  byAgency('a Deny of an agency wins', 'explicit-deny', remove, [all5, v5('Deny', ['dds:instance:delete'])]),
  byAgency('a session policy narrows an agency', 'implicit-deny', takeEnv, ['DDS FullAccess'], {
    session: v1('Allow', ['dds:*:list*']),
  }),
  byAgency('what both allow is allowed to an agency', 'allow', listTags, ['DDS ReadOnlyAccess'], { session: all1 }),
  byAgency('it gives an agency nothing more', 'implicit-deny', remove, ['DDS ReadOnlyAccess'], { session: all5 }),
  byAgency('a condition of an agency looks at the instance', 'explicit-deny', takeEnv, ['DDS FullAccess'], {
    tags: prod,
    session: v5('Deny', ['dds:*:*'], { Condition: { StringEquals: { 'g:ResourceTag/env': 'prod' } } }),
  }),
  byAgency('a session by its URN', 'allow', takeEnv, [when('StringEquals', 'g:PrincipalUrn', assumed)]),
  byAgency('all sessions of an agency', 'allow', takeEnv, [
    when('StringMatch', 'g:PrincipalUrn', `sts::*:assumed-agency:${agency.name}/*`),
  ]),
  byAgency('the URN of whoever assumed it is not its own', 'implicit-deny', takeEnv, [
    when('StringEquals', 'g:PrincipalUrn', `iam::${domain.id}:user:${user.name}`),
  ]),
  byAgency('its user name is domain and agency', 'allow', takeEnv, [
    when1('StringEquals', 'g:UserName', `${domain.name}/${agency.name}`),
  ]),
  byAgency('its user id is the id of the agency', 'allow', takeEnv, [when1('StringEquals', 'g:UserId', agency.id)]),
  byAgency('the user name of whoever assumed it is not its own', 'implicit-deny', takeEnv, [
    when1('StringEquals', 'g:UserName', user.name),
  ]),
]
