import {
  type DecisionRow,
  describeInstances,
  describeTags,
  listTags,
  remove,
  row,
  tagWith,
  test,
  untag,
} from './decision-row.fixture.ts'

/** What the vendor's own policies allow. */
export const systemPolicyRows: readonly DecisionRow[] = [
  row('RAM, system policies', 'AliyunKvstoreFullAccess untags', 'allow', untag, ['AliyunKvstoreFullAccess']),
  row('RAM, system policies', 'AliyunKvstoreFullAccess deletes', 'allow', remove, ['AliyunKvstoreFullAccess']),
  row('RAM, system policies', 'AliyunKvstoreReadOnlyAccess describes', 'allow', describeInstances, [
    'AliyunKvstoreReadOnlyAccess',
  ]),
  row('RAM, system policies', 'AliyunKvstoreReadOnlyAccess does not untag', 'implicit-deny', untag, [
    'AliyunKvstoreReadOnlyAccess',
  ]),
  row(
    'RAM, system policies',
    'AliyunKvstoreReadOnlyAccess has Describe only: it does not list tags',
    'implicit-deny',
    listTags,
    ['AliyunKvstoreReadOnlyAccess'],
  ),
  row('RAM, system policies', 'ReadOnlyAccess lists tags', 'allow', listTags, ['ReadOnlyAccess']),
  row('RAM, system policies', 'ReadOnlyAccess does not tag', 'implicit-deny', tagWith(test), ['ReadOnlyAccess']),
  row('RAM, system policies', 'AdministratorAccess does everything', 'allow', remove, ['AdministratorAccess']),
  row('RAM, system policies', 'AliyunSTSAssumeRoleAccess does nothing here', 'implicit-deny', describeTags, [
    'AliyunSTSAssumeRoleAccess',
  ]),
]
