import { z } from 'zod'
import type { AppliedChange } from '../../../store/store.ts'
import type { Rejection } from '../../../tags/tag-change.ts'
import type { Denial } from '../../fleet-rules.ts'
import type { Call } from '../call.ts'
import { ApiError, denied, errors } from '../errors.ts'
import { describeChange } from '../shapes/change.ts'
import { editsOf, type PlannedTenant } from './plan.ts'

/** What was done to one tenant. */
export const appliedShape = z
  .object({
    cloud: z.string(),
    tenant: z.string(),
    revision: z.int().nonnegative().optional().describe('That the change took; absent where it changed nothing'),
    instances: z.int().nonnegative().describe('That were changed'),
    tags: z.int().nonnegative().describe('That were changed'),
  })
  .meta({ id: 'AppliedTenant' })

export type Applied = z.input<typeof appliedShape>

/** What may go wrong when a plan is applied; and what the vendor may say of it, in his words: by status. */
export const applyErrors = [errors.selectionChanged, errors.changedSince]
export const applyStatuses = [403, 409, 422]

/**
 * Applies what is planned, one tenant after the other, each wholly or not at all. It ends at the first that is refused,
 * and tells what was applied by then.
 * @param seen the revision that each tenant was seen at
 */
export async function applyPlan(
  call: Call,
  plan: readonly PlannedTenant[],
  seen: ReadonlyMap<string, number>,
): Promise<readonly Applied[] | ApiError> {
  const applied: Applied[] = []
  for (const planned of plan) {
    const { caller, tenant } = planned.reach
    if (planned.changed.length === 0) continue
    const outcome = await applyTo(call, planned, seen.get(tenant.id) ?? planned.revision)
    if (outcome instanceof ApiError)
      return new ApiError(outcome.status, outcome.code, outcome.message, { ...outcome.details, applied })
    const { revision, differences } = outcome
    const instances = new Set(differences.map(({ instance }) => instance))
    for (const id of instances) call.changed.add(id)
    const counts = { instances: instances.size, tags: differences.length }
    applied.push({
      cloud: caller.cloud.name,
      tenant: tenant.id,
      ...(revision !== undefined && { revision }),
      ...counts,
    })
  }
  return applied
}

async function applyTo(call: Call, planned: PlannedTenant, seenRevision: number): Promise<AppliedChange | ApiError> {
  const { caller, tenant, permissions } = planned.reach
  const askedOf = new Map(planned.changed.map(({ instance, asked }) => [instance.id, asked]))
  const outcome = await call.store.changeTags<Denial>(
    {
      ...call.provenanceOf(caller),
      tenant: tenant.id,
      edits: editsOf(planned),
      seenRevision,
      tagsPerInstanceMax: caller.cloud.fleet.tagsPerInstanceMax(tenant),
    },
    (before) => {
      for (const [id, instance] of before) {
        const asked = askedOf.get(id)
        const denial = asked && permissions.denialOfChange(tenant, instance, asked)
        if (denial) return denial
      }
      return undefined
    },
  )
  if (outcome.kind === 'applied') return outcome
  return outcome.kind === 'refused' ? denied(outcome.reason) : rejected(outcome, planned)
}

/** What the tag engine refuses, though the plan was good when it was made. */
function rejected(rejection: Rejection, { reach }: PlannedTenant): ApiError {
  const { caller, tenant } = reach
  const { name, fleet } = caller.cloud
  if (rejection.kind === 'changed-since') {
    const changes = rejection.differences.map((difference) => describeChange(name, difference))
    const { code, message } = errors.changedSince
    return new ApiError(409, code, message, { tenant: tenant.id, revision: rejection.revision, changes })
  }
  const { code, message } = fleet.rejections[rejection.kind]
  return new ApiError(409, code, message, { tenant: tenant.id, instances: rejection.instances })
}
