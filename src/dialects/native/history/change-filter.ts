import { z } from 'zod'
import type { ChangeFilter, HistoryCursor } from '../../../store/history.ts'
import { type ApiError, invalidParameter } from '../errors.ts'
import { text, time } from '../shapes/texts.ts'

const revision = z.coerce.number().int().min(1)

/** Which changes: those that all that is given holds for. */
export const filterMembers = {
  tenant: text.optional(),
  instance: text.optional(),
  key: text.optional(),
  actor: text.optional(),
  requestId: text.optional(),
  operation: text.optional(),
  from: time.optional().describe('What was changed then or later'),
  until: time.optional().describe('What was changed before'),
  fromRevision: revision.optional().describe('Goes with `tenant`'),
  toRevision: revision.optional().describe('Goes with `tenant`'),
}

const filterShape = z.strictObject(filterMembers)
export type Wanted = z.output<typeof filterShape>

/** Revisions are counted by each tenant for itself. */
export function problemOf({ tenant, fromRevision, toRevision }: Wanted): ApiError | undefined {
  return tenant === undefined && (fromRevision ?? toRevision) !== undefined
    ? invalidParameter('tenant', 'Name the tenant whose revisions are meant')
    : undefined
}

export function changeFilter(tenants: ChangeFilter['tenants'], wanted: Wanted): ChangeFilter {
  const { instance, key, actor, requestId, operation, from, until, fromRevision, toRevision } = wanted
  const hasRevisions = (fromRevision ?? toRevision) !== undefined
  return {
    tenants,
    ...(instance !== undefined && { instance }),
    ...(key !== undefined && { key }),
    ...(actor !== undefined && { actor }),
    ...(requestId !== undefined && { requestId }),
    ...(operation !== undefined && { operation }),
    ...(from !== undefined && { from: Date.parse(from) }),
    ...(until !== undefined && { until: Date.parse(until) }),
    ...(hasRevisions && { revisions: { from: fromRevision ?? 1, to: toRevision ?? Number.MAX_SAFE_INTEGER } }),
  }
}

const cursorShape = z.strictObject({
  at: z.int().min(0),
  tenant: z.string(),
  revision: z.int().min(0),
  instance: z.string(),
  key: z.string(),
})

/** Whether what a caller sent back can be a place in the history. */
export function isHistoryCursor(value: unknown): value is HistoryCursor {
  return cursorShape.safeParse(value).success
}
