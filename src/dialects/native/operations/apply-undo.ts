import { z } from 'zod'
import { undoOperation } from '../../../tags/undo.ts'
import { appliedShape, applyErrors, applyPlan, applyStatuses } from '../edit/apply-plan.ts'
import { refusalIn } from '../edit/refusal-in.ts'
import { ApiError, errors } from '../errors.ts'
import { operation } from '../operation.ts'
import { revisionsBy, seenRevisions } from '../shapes/seen-revisions.ts'
import { planUndo, undoErrors } from '../undo/plan-undo.ts'
import { problemOf, undoMembers } from '../undo/undo-members.ts'
import { findUndone } from '../undo/undone.ts'
import { unreachedBy, unreachedShape } from '../undo/unreached.ts'

export const applyUndo = operation({
  name: undoOperation,
  method: 'POST',
  path: '/api/v1/undo',
  summary: 'Undo a request or revisions, as the preview showed it',
  description: 'An undo is a change like any other: it is in the history, and can be undone by its own request id.',
  needs: ['list', 'change'],
  body: z.strictObject({ ...undoMembers, seen: z.strictObject({ revisions: seenRevisions }) }),
  reply: z.object({
    requestId: z.string().describe('To undo it by'),
    tenants: z.array(appliedShape),
    omitted: z
      .array(unreachedShape)
      .describe('Where one is not signed in: what the request changed there, if anything, stays'),
  }),
  errors: [...undoErrors, ...applyErrors],
  vendorStatuses: applyStatuses,
  async run({ seen, ...wanted }, call) {
    const problem = problemOf(wanted)
    if (problem) return problem
    const undone = await findUndone(call, wanted)
    if (undone instanceof ApiError) return undone
    const plans = await planUndo(call, undone, wanted.overwrite)
    if (plans instanceof ApiError) return plans
    const refused = refusalIn(plans)
    if (refused) return refused
    const revisions = revisionsBy(seen.revisions)
    if (!plans.every(({ reach }) => revisions.has(reach.tenant.id))) return errors.selectionChanged
    const tenants = await applyPlan(call, plans, revisions)
    if (tenants instanceof ApiError) return tenants
    return { requestId: call.requestId, tenants, omitted: unreachedBy(call, wanted) }
  },
})
