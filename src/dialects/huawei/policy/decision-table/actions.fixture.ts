import {
  all5,
  byTags,
  type DecisionRow,
  listInstances,
  listProjectTags,
  listTags,
  remove,
  rename,
  row,
  takeEnv,
  v1,
  v5,
} from './decision-row.fixture.ts'

/** Which action an operation needs, and how policies name it. */
export const actionRows: readonly DecisionRow[] = [
  row('§5.1', 'tags/action is modify in 1.1: list is not enough', 'implicit-deny', takeEnv, [
    v1('Allow', ['dds:instance:list']),
  ]),
  row('§5.1', 'a name of 5.0 says nothing in 1.1', 'implicit-deny', takeEnv, [v1('Allow', ['dds:instance:setTag'])]),
  row('§5.1', 'instance tags are list in 1.1', 'allow', listTags, [v1('Allow', ['dds:instance:list'])]),
  row('§5.1', 'project tags are list in 1.1', 'allow', listProjectTags, [v1('Allow', ['dds:instance:list'])]),
  row('§5.1', 'instances are list in 1.1', 'allow', listInstances, [v1('Allow', ['dds:instance:list'])]),
  row('§5.1', 'instances by tags are list in 1.1', 'allow', byTags, [v1('Allow', ['dds:instance:list'])]),
  row('§5.1', 'to delete is deleteInstance in 1.1', 'allow', remove, [v1('Allow', ['dds:instance:deleteInstance'])]),
  row('§5.1', 'not delete', 'implicit-deny', remove, [v1('Allow', ['dds:instance:delete'])]),
  row('§5.1', 'to rename is modify in 1.1', 'allow', rename, [v1('Allow', ['dds:instance:modify'])]),
  row('§5.1', 'instance tags are listTags in 5.0', 'allow', listTags, [v5('Allow', ['dds:instance:listTags'])]),
  row('§5.1', 'project tags are tag:listAll in 5.0', 'allow', listProjectTags, [v5('Allow', ['dds:tag:listAll'])]),
  row('§5.1', 'which has no alias', 'implicit-deny', listProjectTags, [v5('Allow', ['dds:instance:list'])]),
  row('§5.1', 'instances are listAll in 5.0', 'allow', listInstances, [v5('Allow', ['dds:instance:listAll'])]),
  row('§5.1', 'instances by tags are listAll in 5.0', 'allow', byTags, [v5('Allow', ['dds:instance:listAll'])]),
  row('§5.1', 'to delete is delete in 5.0', 'allow', remove, [v5('Allow', ['dds:instance:delete'])]),
  row('§5.1', 'to rename is updateName in 5.0', 'allow', rename, [v5('Allow', ['dds:instance:updateName'])]),
  row('§5.1, aliases', 'modify grants setTag in 5.0', 'allow', takeEnv, [v5('Allow', ['dds:instance:modify'])]),
  row('§5.1, aliases', 'deleteTag grants setTag', 'allow', takeEnv, [v5('Allow', ['dds:instance:deleteTag'])]),
  row('§5.1, aliases', 'addTag grants setTag', 'allow', takeEnv, [v5('Allow', ['dds:instance:addTag'])]),
  row('§5.1, aliases', 'updateTag grants setTag', 'allow', takeEnv, [v5('Allow', ['dds:instance:updateTag'])]),
  row('§5.1, aliases', 'a right to list does not let tags be changed', 'implicit-deny', takeEnv, [
    v5('Allow', ['dds:instance:list']),
  ]),
  row('§5.1, aliases', 'list grants listTags', 'allow', listTags, [v5('Allow', ['dds:instance:list'])]),
  row('§5.1, aliases', 'list grants listAll', 'allow', listInstances, [v5('Allow', ['dds:instance:list'])]),
  row('§5.1, aliases', 'deleteInstance grants delete', 'allow', remove, [v5('Allow', ['dds:instance:deleteInstance'])]),
  row('§5.1, aliases', 'modify grants updateName', 'allow', rename, [v5('Allow', ['dds:instance:modify'])]),
  row('§5.1, aliases', 'an alias denies as well', 'explicit-deny', takeEnv, [
    all5,
    v5('Deny', ['dds:instance:modify']),
  ]),
  row('§5.2', 'a star for the type', 'allow', takeEnv, [v1('Allow', ['dds:*:modify'])]),
  row('§5.2', 'a star at the end', 'allow', listTags, [v1('Allow', ['dds:instance:li*'])]),
  row('§5.2', 'letter case of an action does not count in 1.1', 'allow', takeEnv, [
    v1('Allow', ['DDS:Instance:Modify']),
  ]),
  row('§5.2', 'NotAction allows the rest', 'allow', takeEnv, [
    { Version: '1.1', Statement: [{ Effect: 'Allow', NotAction: ['dds:instance:deleteInstance'] }] },
  ]),
  row('§5.2', 'NotAction leaves out what it names', 'implicit-deny', remove, [
    { Version: '1.1', Statement: [{ Effect: 'Allow', NotAction: ['dds:*:delete*'] }] },
  ]),
  row('§5.2', 'another service', 'implicit-deny', takeEnv, [v1('Allow', ['rds:*:*'])]),
  row('§5.3', 'letter case of an action does not count in 5.0', 'allow', takeEnv, [
    v5('Allow', ['dds:instance:settag']),
  ]),
  row('§5.3', 'a question mark is one character', 'allow', takeEnv, [v5('Allow', ['dds:instance:set???'])]),
  row('§5.3', 'and no more', 'implicit-deny', takeEnv, [v5('Allow', ['dds:instance:set?'])]),
  row('§5.3', 'every action', 'allow', takeEnv, [v5('Allow', ['*'])]),
  row('§5.3', 'NotAction in a Deny denies the rest', 'explicit-deny', takeEnv, [
    all5,
    { Version: '5.0', Statement: [{ Effect: 'Deny', NotAction: ['dds:*:list*'] }] },
  ]),
]
