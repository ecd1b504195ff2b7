import { z } from 'zod'
import type { TaggedInstance } from '../../../store/instance.ts'
import type { Told } from '../operation.ts'
import type { Reach } from '../reach.ts'
import { time, timeText } from './texts.ts'

export const tagShape = z.strictObject({ key: z.string(), value: z.string() }).meta({ id: 'Tag' })

const members = {
  cloud: z.string(),
  tenant: z.string().describe('Id of the account, or of the project'),
  region: z.string(),
  id: z.string(),
  name: z.string(),
  createdAt: time,
  tags: z.array(tagShape).describe('In the order in which their keys were attached'),
}

export const instanceShape = z.object(members).meta({ id: 'Instance' })
export const instanceMembers = members

/** What clients are told of an instance. */
export function describeInstance(cloud: string, instance: TaggedInstance): Told<z.input<typeof instanceShape>> {
  const { tenant, region, id, name, createdAt, tags } = instance
  const plain = tags.map(({ key, value }) => ({ key, value }))
  return { cloud, tenant, region, id, name, createdAt: timeText(createdAt), tags: plain }
}

/** The cloud of each tenant. */
export function cloudsOf(reached: readonly Reach[]): ReadonlyMap<string, string> {
  return new Map(reached.map(({ tenant, caller }) => [tenant.id, caller.cloud.name]))
}
