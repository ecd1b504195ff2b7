import { z } from 'zod'
import { editMembers } from '../edit/edit.ts'
import { planErrors, planOf } from '../edit/plan.ts'
import { describeInstances, describeTenant, plannedShape, plannedTenantShape } from '../edit/plan-shape.ts'
import { digestOf, select } from '../edit/selection.ts'
import { ApiError } from '../errors.ts'
import { operation } from '../operation.ts'
import { omittedShape } from '../shapes/omitted.ts'

const limitMax = 1000
const limitDefault = 100

export const previewEdit = operation({
  name: 'PreviewEdit',
  method: 'POST',
  path: '/api/v1/edits/preview',
  summary: 'Show what an edit of many instances would change, and what of it would be refused and why',
  needs: ['list', 'change'],
  body: z.strictObject({
    ...editMembers,
    limit: z.int().min(1).max(limitMax).default(limitDefault).describe('Of `instances` in the answer'),
  }),
  reply: z.object({
    selection: z.string().describe('Stands for the instances that were chosen; send it to apply the edit'),
    tenants: z.array(plannedTenantShape),
    instances: z.array(plannedShape).describe('Those that are refused, then those that would change'),
    omitted: z.array(omittedShape),
  }),
  errors: planErrors,
  names: ({ instances = [] }) => instances.map(({ id }) => id),
  async run({ limit, ...edit }, call) {
    const selection = await select(call, edit)
    if (selection instanceof ApiError) return selection
    const plan = planOf(selection, edit)
    if (plan instanceof ApiError) return plan
    return {
      selection: digestOf(selection),
      tenants: plan.map(describeTenant),
      instances: describeInstances(plan, limit),
      omitted: selection.omitted,
    }
  },
})
