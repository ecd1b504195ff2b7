import { z } from 'zod'
import { appliedShape, applyErrors, applyPlan, applyStatuses } from '../edit/apply-plan.ts'
import { editMembers } from '../edit/edit.ts'
import { planErrors, planOf } from '../edit/plan.ts'
import { refusalIn } from '../edit/refusal-in.ts'
import { digestOf, select } from '../edit/selection.ts'
import { ApiError, errors } from '../errors.ts'
import { operation } from '../operation.ts'
import { revisionsBy, seenRevisions } from '../shapes/seen-revisions.ts'
import { text } from '../shapes/texts.ts'

const seen = z
  .strictObject({
    selection: text,
    revisions: seenRevisions,
  })
  .describe('What the preview said')

export const applyEdit = operation({
  name: 'EditTags',
  method: 'POST',
  path: '/api/v1/edits',
  summary: 'Edit the tags of many instances, as the preview showed it',
  description:
    'Each tenant is changed wholly or not at all, in one revision, one tenant after the other; all of them have the request id of this call. It is refused with 409 and the difference if something came in between, and before anything is done if an instance is refused, unless `skipRefused` says to leave those out.',
  needs: ['list', 'change'],
  body: z.strictObject({ ...editMembers, seen, skipRefused: z.boolean().default(false) }),
  reply: z.object({ requestId: z.string().describe('To undo it by'), tenants: z.array(appliedShape) }),
  errors: [...planErrors, errors.alreadyThere, ...applyErrors],
  vendorStatuses: applyStatuses,
  names: ({ instances = [] }) => instances.map(({ id }) => id),
  async run({ seen, skipRefused, ...edit }, call) {
    const selection = await select(call, edit)
    if (selection instanceof ApiError) return selection
    if (digestOf(selection) !== seen.selection) return errors.selectionChanged
    const plan = planOf(selection, edit)
    if (plan instanceof ApiError) return plan
    const refused = skipRefused ? undefined : refusalIn(plan)
    if (refused) return refused
    const revisions = revisionsBy(seen.revisions)
    if (!plan.every(({ reach }) => revisions.has(reach.tenant.id))) return errors.selectionChanged
    const tenants = await applyPlan(call, plan, revisions)
    return tenants instanceof ApiError ? tenants : { requestId: call.requestId, tenants }
  },
})
