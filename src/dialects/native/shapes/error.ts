import { z } from 'zod'
import { appliedShape } from '../edit/apply-plan.ts'
import { plannedShape } from '../edit/plan-shape.ts'
import { changeShape } from './change.ts'

const count = z.int().nonnegative()

/** Why a call is refused. */
export const errorShape = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      requestId: z.string(),
      parameter: z.string().optional().describe('What is wrong, with the members that lead to it: `set.0.key`'),
      column: count.optional().describe('Where a selector goes wrong'),
      pattern: z.string().optional().describe('The pattern of a selector that too much matches'),
      valuesMax: count.optional().describe('How many values a pattern may match'),
      action: z.string().optional().describe('What the policies do not allow, as they name it'),
      resource: z.string().optional(),
      tenant: z.string().optional().describe('Where an edit ended'),
      revision: count.optional().describe('Of that tenant, by now'),
      changes: z.array(changeShape).optional().describe('What was changed there since it was seen'),
      applied: z.array(appliedShape).optional().describe('What was changed before the edit ended'),
      instances: z
        .array(z.union([z.string(), plannedShape]))
        .optional()
        .describe('That are refused; only their ids where the edit had begun'),
    }),
  })
  .meta({ id: 'Error', description: 'What is refused because of a vendor’s rules or policies has the vendor’s code' })
