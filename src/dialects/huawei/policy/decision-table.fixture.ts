import { actionRows } from './decision-table/actions.fixture.ts'
import { conditionRows } from './decision-table/conditions.fixture.ts'
import type { DecisionRow } from './decision-table/decision-row.fixture.ts'
import { evaluationRows } from './decision-table/evaluation.fixture.ts'
import { holderRows } from './decision-table/holders.fixture.ts'
import { resourceRows } from './decision-table/resources.fixture.ts'
import { sessionRows } from './decision-table/sessions.fixture.ts'
import { systemPolicyRows } from './decision-table/system-policies.fixture.ts'
import { tagConditionRows } from './decision-table/tag-conditions.fixture.ts'

/** The rules of IAM as they show in calls, written by hand from the vendor's documents. */
export const decisionTable: readonly DecisionRow[] = [
  ...evaluationRows,
  ...actionRows,
  ...resourceRows,
  ...systemPolicyRows,
  ...tagConditionRows,
  ...conditionRows,
  ...sessionRows,
  ...holderRows,
]
