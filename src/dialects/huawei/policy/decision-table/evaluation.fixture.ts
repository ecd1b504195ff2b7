import { all1, all5, type DecisionRow, remove, row, takeEnv, v1, v5 } from './decision-row.fixture.ts'

/** How statements and policies come together. */
export const evaluationRows: readonly DecisionRow[] = [
  row('§5.5', 'without policies nothing is allowed', 'implicit-deny', takeEnv, []),
  row('§5.5', 'a statement of 1.1 allows', 'allow', takeEnv, [v1('Allow', ['dds:instance:modify'])]),
  row('§5.5', 'a statement of 5.0 allows', 'allow', takeEnv, [v5('Allow', ['dds:instance:setTag'])]),
  row('§5.5', 'a Deny wins, in 1.1', 'explicit-deny', takeEnv, [all1, v1('Deny', ['dds:instance:modify'])]),
  row('§5.5', 'a Deny wins, in 5.0', 'explicit-deny', takeEnv, [all5, v5('Deny', ['dds:instance:setTag'])]),
  row('§5.5', 'a Deny wins wherever it stands', 'explicit-deny', takeEnv, [v5('Deny', ['dds:instance:setTag']), all5]),
  row('§5.5', 'a Deny of 1.1 wins over an Allow of 5.0', 'explicit-deny', takeEnv, [
    all5,
    v1('Deny', ['dds:instance:modify']),
  ]),
  row('§5.5', 'a Deny of 5.0 wins over an Allow of 1.1', 'explicit-deny', takeEnv, [
    all1,
    v5('Deny', ['dds:instance:setTag']),
  ]),
  row('§5.5', 'a Deny wins over a system policy', 'explicit-deny', remove, [
    'DDS FullAccess',
    v1('Deny', ['dds:instance:deleteInstance']),
  ]),
  row('§5.5', 'and leaves the rest of it', 'allow', takeEnv, [
    'DDS FullAccess',
    v1('Deny', ['dds:instance:deleteInstance']),
  ]),
]
