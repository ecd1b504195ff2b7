import {
  add,
  type DecisionRow,
  listInstances,
  listProjectTags,
  listTags,
  remove,
  rename,
  row,
  takeEnv,
  test,
} from './decision-row.fixture.ts'

/** What the vendor's own policies allow. */
export const systemPolicyRows: readonly DecisionRow[] = [
  row('§5.1, system policies', 'DDS FullAccess changes tags', 'allow', takeEnv, ['DDS FullAccess']),
  row('§5.1, system policies', 'DDS FullAccess deletes', 'allow', remove, ['DDS FullAccess']),
  row('§5.1, system policies', 'DDS ReadOnlyAccess lists', 'allow', listTags, ['DDS ReadOnlyAccess']),
  row('§5.1, system policies', 'DDS ReadOnlyAccess changes no tags', 'implicit-deny', add(test), [
    'DDS ReadOnlyAccess',
  ]),
  row('§5.1, system policies', 'DDS Administrator does everything', 'allow', remove, ['DDS Administrator']),
  row('§5.1, system policies', 'Tenant Guest reads', 'allow', listInstances, ['Tenant Guest']),
  row('§5.1, system policies', 'Tenant Guest changes nothing', 'implicit-deny', rename, ['Tenant Guest']),
  row('§5.1, system policies', 'Tenant Administrator does everything but IAM', 'allow', remove, [
    'Tenant Administrator',
  ]),
  row('§5.1, system policies', 'FullAccess does everything', 'allow', remove, ['FullAccess']),
  row('§5.1, system policies', 'DDSFullAccessPolicy changes tags', 'allow', takeEnv, ['DDSFullAccessPolicy']),
  row('§5.1, system policies', 'DDSReadOnlyPolicy lists', 'allow', listProjectTags, ['DDSReadOnlyPolicy']),
  row('§5.1, system policies', 'DDSReadOnlyPolicy changes no tags', 'implicit-deny', takeEnv, ['DDSReadOnlyPolicy']),
]
