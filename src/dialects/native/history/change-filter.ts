import { z } from 'zod'
import type { ChangeFilter } from '../../../store/history.ts'
import type { SearchScope } from '../../../store/search.ts'
import { type ApiError, invalidParameter } from '../errors.ts'
import { text, time } from '../shapes/texts.ts'
import { wholeNumber } from '../shapes/whole-number.ts'

const revision = wholeNumber(1)

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

/** @param scopes what the callers may list: each tenant, and where in it */
export function changeFilter(scopes: readonly SearchScope[], wanted: Wanted): ChangeFilter {
  const { instance, key, actor, requestId, operation, from, until, fromRevision, toRevision } = wanted
  const hasRevisions = (fromRevision ?? toRevision) !== undefined
  return {
    tenants: scopes.map(({ tenant }) => tenant),
    regions: new Map(scopes.flatMap(({ tenant, regions }) => (regions ? [[tenant, regions] as const] : []))),
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
