import type { InstanceId } from '../../tags/tag.ts'

interface Naming {
  readonly ResourceId?: readonly InstanceId[]
  readonly InstanceId?: InstanceId
  /** Joined by commas. */
  readonly InstanceIds?: string
  readonly RoleArn?: string
}

/** The instances or the role that a call names, by whichever parameter its operation has. @param input once it is read */
export function namedResources(input: unknown): readonly string[] {
  const { ResourceId, InstanceId, InstanceIds, RoleArn } = input as Naming
  if (RoleArn !== undefined) return [RoleArn]
  return ResourceId ?? (InstanceId ?? InstanceIds)?.split(',') ?? []
}
