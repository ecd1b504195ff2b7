import { z } from 'zod'
import type { Told } from '../operation.ts'
import type { PlannedInstance, PlannedTenant } from './plan.ts'

const differenceShape = z.object({
  key: z.string(),
  before: z.string().optional().describe('Absent where there is no such tag'),
  after: z.string().optional().describe('Absent where there would be none'),
})

/** What would become of one instance. */
export const plannedShape = z
  .object({
    cloud: z.string(),
    tenant: z.string(),
    region: z.string(),
    id: z.string(),
    name: z.string(),
    differences: z.array(differenceShape),
    refusal: z
      .object({
        code: z.string(),
        message: z.string(),
        action: z.string().optional().describe('Where the policies do not allow it'),
        resource: z.string().optional(),
      })
      .optional()
      .describe('Why it is refused, in the vendor’s words'),
  })
  .meta({ id: 'PlannedInstance' })

/** What would become of one tenant. */
export const plannedTenantShape = z
  .object({
    cloud: z.string(),
    tenant: z.string(),
    revision: z.int().nonnegative().describe('That the edit was seen on'),
    changed: z.int().nonnegative(),
    unchanged: z.int().nonnegative(),
    refused: z.int().nonnegative(),
  })
  .meta({ id: 'PlannedTenant' })

export function describeTenant({ reach, revision, changed, refused, unchanged }: PlannedTenant) {
  const { caller, tenant } = reach
  const counts = { changed: changed.length, unchanged, refused: refused.length }
  return { cloud: caller.cloud.name, tenant: tenant.id, revision, ...counts }
}

/** The first `limit` instances that are refused or changed; the refused ones first. */
export function describeInstances(plan: readonly PlannedTenant[], limit: number) {
  const told = (of: 'refused' | 'changed') =>
    plan.flatMap((tenant) =>
      tenant[of].slice(0, limit).map((one) => describePlanned(tenant.reach.caller.cloud.name, one)),
    )
  return [...told('refused'), ...told('changed')].slice(0, limit)
}

export function describePlanned(
  cloud: string,
  { instance, wanted, refusal }: PlannedInstance,
): Told<z.input<typeof plannedShape>> {
  const { tenant, region, id, name, tags } = instance
  const before = new Map(tags.map(({ key, value }) => [key, value]))
  const valueBefore = (key: string) => {
    const value = before.get(key)
    return value === undefined ? {} : { before: value }
  }
  const differences = [
    ...wanted.unset.map((key) => ({ key, ...valueBefore(key) })),
    ...wanted.set.map(({ key, value }) => ({ key, ...valueBefore(key), after: value })),
  ]
  return { cloud, tenant, region, id, name, differences, ...(refusal && { refusal: plain(refusal) }) }
}

function plain(refusal: NonNullable<PlannedInstance['refusal']>) {
  const { code, message } = refusal
  return 'action' in refusal ? { code, message, action: refusal.action, resource: refusal.resource } : { code, message }
}
