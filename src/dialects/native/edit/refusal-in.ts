import { ApiError } from '../errors.ts'
import type { PlannedTenant } from './plan.ts'
import { describeInstances } from './plan-shape.ts'

/** Refused instances that an answer names. */
const toldMax = 100

/** The first refusal in the vendor's words, with the instances that are refused. */
export function refusalIn(plan: readonly PlannedTenant[]): ApiError | undefined {
  const refusal = plan.flatMap(({ refused }) => refused)[0]?.refusal
  if (!refusal) return undefined
  const { code, message } = refusal
  const instances = describeInstances(plan, toldMax).filter((one) => one.refusal)
  const isDenied = 'action' in refusal
  const asked = isDenied ? { action: refusal.action, resource: refusal.resource } : {}
  return new ApiError(isDenied ? 403 : 422, code, message, { ...asked, instances })
}
