import { z } from 'zod'
import type { LoggedDifference } from '../../../tags/tag-change.ts'
import type { Told } from '../operation.ts'
import { time, timeText } from './texts.ts'

export const changeShape = z
  .object({
    cloud: z.string(),
    tenant: z.string(),
    revision: z.int().nonnegative().describe('Of the tenant'),
    region: z.string().describe('Empty if it was logged before regions were, and the instance is gone'),
    instance: z.string(),
    key: z.string(),
    before: z.string().optional().describe('Absent where there was no such tag'),
    after: z.string().optional().describe('Absent where there is none any longer'),
    actor: z.string(),
    operation: z.string(),
    requestId: z.string(),
    at: time,
  })
  .meta({ id: 'Change' })

/** What clients are told of a row of the change log. */
export function describeChange(cloud: string, change: LoggedDifference): Told<z.input<typeof changeShape>> {
  const { tenant, revision, region, instance, key, before, after, actor, operation, requestId, at } = change
  return {
    ...{ cloud, tenant, revision, region, instance, key },
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...{ actor, operation, requestId, at: timeText(at) },
  }
}
