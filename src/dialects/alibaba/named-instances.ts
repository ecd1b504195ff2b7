import type { InstanceId } from '../../tags/tag.ts'

interface Naming {
  readonly ResourceId?: readonly InstanceId[]
  readonly InstanceId?: InstanceId
  /** Joined by commas. */
  readonly InstanceIds?: string
}

/** The instances that a call names, by whichever parameter its operation has for them. @param input once it is read */
export function namedInstances(input: unknown): readonly InstanceId[] {
  const { ResourceId, InstanceId, InstanceIds } = input as Naming
  return ResourceId ?? (InstanceId ?? InstanceIds)?.split(',') ?? []
}
