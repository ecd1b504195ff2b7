import { z } from 'zod'
import type { UndoConflict } from '../../../tags/undo.ts'
import { invalidParameter } from '../errors.ts'
import { text } from '../shapes/texts.ts'
import type { UndoPlan } from './plan-undo.ts'

const overwriteMax = 1000
const revision = z.int().min(1)

/** What is to be undone, and how. */
export const undoMembers = {
  requestId: text.optional().describe('Of the call whose changes are undone'),
  revisions: z
    .strictObject({ tenant: text, from: revision, to: revision })
    .optional()
    .describe('In the place of `requestId`: the first and the last'),
  overwrite: z
    .union([z.boolean(), z.array(z.strictObject({ tenant: text, instance: text, key: text })).max(overwriteMax)])
    .default(false)
    .describe('Conflicts to overwrite: all, none, or these. Else what was changed again stays'),
}

const undoShape = z.strictObject(undoMembers)

/** Whether what is to be undone is named once. */
export function problemOf({ requestId, revisions }: z.output<typeof undoShape>) {
  return (requestId === undefined) === (revisions === undefined)
    ? invalidParameter('requestId', 'Give `requestId` or `revisions`')
    : undefined
}

export const conflictShape = z
  .object({
    cloud: z.string(),
    tenant: z.string(),
    instance: z.string(),
    key: z.string(),
    kind: z.enum(['changed-again', 'instance-gone']),
    wanted: z.string().optional().describe('The value before the changes; absent where there was no such tag'),
    expected: z.string().optional().describe('What the changes left'),
    found: z.string().optional().describe('What is there now'),
    revision: z.int().nonnegative().optional().describe('That changed it last, where that is known'),
  })
  .meta({ id: 'UndoConflict' })

/** Of all tenants, at most `limit`. */
export function describeConflicts(plans: readonly UndoPlan[], limit: number) {
  const told = plans.flatMap(({ reach, conflicts }) =>
    conflicts.slice(0, limit).map((conflict: UndoConflict) => ({
      cloud: reach.caller.cloud.name,
      tenant: reach.tenant.id,
      ...conflict,
    })),
  )
  return told.slice(0, limit)
}
