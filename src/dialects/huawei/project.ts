import type { Tenant } from '../../store/identity.ts'
import type { RegionId } from '../../tags/tag.ts'
import { tagRules } from './tag-rules.ts'

/** What a project may choose for itself, as its seed section names it. */
export interface ProjectSettings {
  /** How many tags an instance may carry; 10 where absent. */
  readonly maxTagsPerInstance?: number
  /** Whether a tag to add may leave its `value` out, which is then empty. Terraform's provider needs it for empty values. */
  readonly lenientCreateValue?: boolean
}

/** A tenant of this cloud, with its settings read. */
export interface Project {
  readonly id: string
  readonly name: string
  readonly domainId: string
  readonly region: RegionId
  readonly tagsPerInstanceMax: number
  readonly lenientCreateValue: boolean
}

export function projectOf({ id, name, account, region, settings }: Tenant): Project {
  const { maxTagsPerInstance, lenientCreateValue } = settings as ProjectSettings
  return {
    id,
    name,
    domainId: account,
    region,
    tagsPerInstanceMax: maxTagsPerInstance ?? tagRules.tagsPerInstanceMax,
    lenientCreateValue: lenientCreateValue ?? false,
  }
}

/** The region of a project: its name, up to the `_` that begins the name of a subproject: `cn-north-4_orders`. */
export function regionOfProject(name: string): RegionId {
  return name.split('_', 1)[0] ?? name
}
