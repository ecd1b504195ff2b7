import {
  allow,
  createWith,
  type DecisionRow,
  everything,
  listTags,
  notWhen,
  prod,
  row,
  tagWith,
  test,
  untag,
  untagAll,
  when,
} from './decision-row.fixture.ts'

/** Conditions on the tags of the instance and of the request. */
export const tagConditionRows: readonly DecisionRow[] = [
  row(
    '§5.2, acs:ResourceTag',
    'an instance that has the tag',
    'allow',
    untag,
    [when('StringEquals', 'acs:ResourceTag/env', 'test')],
    test,
  ),
  row(
    '§5.2, acs:ResourceTag',
    'an instance that has another value',
    'implicit-deny',
    untag,
    [when('StringEquals', 'acs:ResourceTag/env', 'test')],
    prod,
  ),
  row('§5.2, acs:ResourceTag', 'an instance that has no tag', 'implicit-deny', untag, [
    when('StringEquals', 'acs:ResourceTag/env', 'test'),
  ]),
  row(
    '§5.2, acs:ResourceTag',
    'a value of another letter case',
    'implicit-deny',
    untag,
    [when('StringEquals', 'acs:ResourceTag/env', 'test')],
    { env: 'Test' },
  ),
  row(
    '§5.2, acs:ResourceTag',
    'a key of another letter case',
    'implicit-deny',
    untag,
    [when('StringEquals', 'acs:ResourceTag/env', 'test')],
    { Env: 'test' },
  ),
  row('§5.2, acs:ResourceTag', 'no tag: a negated condition is false too', 'implicit-deny', untag, [
    when('StringNotEquals', 'acs:ResourceTag/env', 'prod'),
  ]),
  row(
    '§5.2, acs:ResourceTag',
    'another value satisfies a negated condition',
    'allow',
    untag,
    [when('StringNotEquals', 'acs:ResourceTag/env', 'prod')],
    test,
  ),
  row(
    '§5.2, acs:ResourceTag',
    'a Deny on a tag',
    'explicit-deny',
    untagAll,
    [everything, notWhen('StringEquals', 'acs:ResourceTag/env', 'prod')],
    prod,
  ),
  row(
    '§5.2, acs:ResourceTag',
    'a Deny on a tag that is not there',
    'allow',
    untagAll,
    [everything, notWhen('StringEquals', 'acs:ResourceTag/env', 'prod')],
    test,
  ),
  row('§5.2, acs:ResourceTag', 'a Deny on "not test" lets through what has no tag', 'allow', untag, [
    everything,
    notWhen('StringNotEquals', 'acs:ResourceTag/env', 'test'),
  ]),
  row(
    '§5.2, acs:ResourceTag',
    'the first tag of an untagged instance cannot be allowed by its tags',
    'implicit-deny',
    tagWith(test),
    [allow('kvstore:TagResources', '*', { StringEquals: { 'acs:ResourceTag/env': 'test' } })],
  ),
  row(
    '§5.2, acs:ResourceTag',
    'listings have no target with tags',
    'implicit-deny',
    listTags,
    [when('StringEquals', 'acs:ResourceTag/env', 'test')],
    test,
  ),
  row('§5.2, acs:ResourceTag', 'an instance that is created has no tags yet', 'implicit-deny', createWith(test), [
    when('StringEquals', 'acs:ResourceTag/env', 'test'),
  ]),
  row('§5.2, acs:ResourceTag', 'a tag key called __proto__', 'implicit-deny', untag, [
    when('StringLike', 'acs:ResourceTag/__proto__', '*'),
  ]),
  row('§5.2, acs:RequestTag', 'a tag in the request', 'allow', tagWith({ owner: 'ann' }), [
    when('StringLike', 'acs:RequestTag/owner', '*'),
  ]),
  row('§5.2, acs:RequestTag', 'a request without it', 'implicit-deny', tagWith(test), [
    when('StringLike', 'acs:RequestTag/owner', '*'),
  ]),
  row('§5.2, acs:RequestTag', 'of several tags, the one named', 'allow', tagWith({ ...test, owner: 'ann' }), [
    when('StringEquals', 'acs:RequestTag/owner', 'ann'),
  ]),
  row('§5.2, acs:RequestTag', 'a value that may not be set', 'explicit-deny', tagWith(prod), [
    everything,
    notWhen('StringEquals', 'acs:RequestTag/env', 'prod'),
  ]),
  row('§5.2, acs:RequestTag', 'tags of a creation are tags of a request', 'allow', createWith({ owner: 'ann' }), [
    when('StringLike', 'acs:RequestTag/owner', '*'),
  ]),
  row(
    '§5.2, acs:RequestTag',
    'a key to remove is not a tag of the request',
    'implicit-deny',
    untag,
    [when('StringLike', 'acs:RequestTag/env', '*')],
    test,
  ),
  row(
    '§5.2, acs:RequestTag',
    'what is in the request is not on the instance',
    'implicit-deny',
    tagWith(test),
    [when('StringEquals', 'acs:ResourceTag/env', 'test')],
    prod,
  ),
  row('§5.2, acs:TagKeys', 'acs:TagKeys is not among the keys: never true', 'implicit-deny', tagWith(test), [
    when('StringEquals', 'acs:TagKeys', 'env'),
  ]),
]
