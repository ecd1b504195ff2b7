import { z } from 'zod'
import { describeInstances, describeTenant, plannedShape, plannedTenantShape } from '../edit/plan-shape.ts'
import { ApiError } from '../errors.ts'
import { operation } from '../operation.ts'
import { planUndo, undoErrors } from '../undo/plan-undo.ts'
import { conflictShape, describeConflicts, problemOf, undoMembers } from '../undo/undo-members.ts'
import { findUndone } from '../undo/undone.ts'
import { unreachedBy, unreachedShape } from '../undo/unreached.ts'

const limitMax = 1000
const limitDefault = 100

export const previewUndo = operation({
  name: 'PreviewUndo',
  method: 'POST',
  path: '/api/v1/undo/preview',
  summary: 'Show what it would change to undo a request or revisions, and what was changed again since',
  needs: ['list', 'change'],
  body: z.strictObject({
    ...undoMembers,
    limit: z.int().min(1).max(limitMax).default(limitDefault).describe('Of `instances` and of `conflicts`'),
  }),
  reply: z.object({
    tenants: z.array(plannedTenantShape),
    instances: z.array(plannedShape).describe('Those that are refused, then those that would change'),
    conflicts: z.array(conflictShape),
    omitted: z
      .array(unreachedShape)
      .describe('Where one is not signed in: what the request changed there, if anything, stays'),
  }),
  errors: undoErrors,
  vendorStatuses: [403],
  async run({ limit, ...wanted }, call) {
    const problem = problemOf(wanted)
    if (problem) return problem
    const undone = await findUndone(call, wanted)
    if (undone instanceof ApiError) return undone
    const plans = await planUndo(call, undone, wanted.overwrite)
    if (plans instanceof ApiError) return plans
    return {
      tenants: plans.map(describeTenant),
      instances: describeInstances(plans, limit),
      conflicts: describeConflicts(plans, limit),
      omitted: unreachedBy(call, wanted),
    }
  },
})
