import type { TaggedInstance } from '../../../store/instance.ts'
import type { TagEdit } from '../../../tags/tag-change.ts'
import { isTagKey, isTagValue } from '../../../tags/tag-rules.ts'
import type { Denial, Refusal, WantedTags } from '../../fleet-rules.ts'
import { type ApiError, errors } from '../errors.ts'
import { changedTagsMax } from '../limits.ts'
import type { Reach } from '../reach.ts'
import { type SelectedTenant, type Selection, selectionErrors } from './selection.ts'
import { type TagSteps, type TagsAfter, tagsAfter } from './tags-after.ts'

/** What an edit would do to one instance, or why it is refused; neither where it changes nothing. */
export interface PlannedInstance extends TagsAfter {
  readonly instance: TaggedInstance
  readonly refusal?: Refusal | Denial
}

/** What an edit would do to the instances of one tenant. */
export interface PlannedTenant extends Pick<SelectedTenant, 'reach' | 'revision'> {
  readonly changed: readonly PlannedInstance[]
  readonly refused: readonly PlannedInstance[]
  readonly unchanged: number
}

const nothing: WantedTags = { set: [], unset: [] }

/** What may go wrong before an edit is applied. */
export const planErrors = [...selectionErrors, errors.tooManyTags]

/** What `steps` come to, instance by instance; refused where nobody could undo it in one call. */
export function planOf({ tenants }: Selection, steps: TagSteps): readonly PlannedTenant[] | ApiError {
  const plan = tenants.map(({ reach, revision, instances }) => {
    const planned = instances.map((instance) => planOn(reach, instance, tagsAfter(instance.tags, steps)))
    return { reach, revision, ...sorted(planned) }
  })
  return tagsIn(plan) > changedTagsMax ? errors.tooManyTags : plan
}

/** How many tags would change. */
function tagsIn(plan: readonly PlannedTenant[]): number {
  const wanted = plan.flatMap(({ changed }) => changed.map(({ wanted }) => wanted))
  return wanted.reduce((sum, { set, unset }) => sum + set.length + unset.length, 0)
}

/** The instances apart, by what becomes of them. */
export function sorted(planned: readonly PlannedInstance[]): Pick<PlannedTenant, 'changed' | 'refused' | 'unchanged'> {
  const changed = planned.filter(({ wanted, refusal }) => !refusal && isSomething(wanted))
  const refused = planned.filter(({ refusal }) => refusal)
  return { changed, refused, unchanged: planned.length - changed.length - refused.length }
}

/** What becomes of an instance that is to be changed so. @param after or why that cannot be said */
export function planOn(reach: Reach, instance: TaggedInstance, after: TagsAfter | Refusal): PlannedInstance {
  if ('code' in after) return { instance, wanted: nothing, asked: nothing, refusal: after }
  const refusal = isSomething(after.wanted) ? refusalOf(reach, instance, after) : undefined
  return { instance, ...after, ...(refusal && { refusal }) }
}

function isSomething({ set, unset }: WantedTags): boolean {
  return set.length + unset.length > 0
}

/** By the vendor's rules for tags first, as his own operations have it, then by the policies, then by the limit. */
function refusalOf({ caller, tenant, permissions }: Reach, instance: TaggedInstance, { wanted, asked }: TagsAfter) {
  const { fleet } = caller.cloud
  const { set, unset } = wanted
  if (!set.every(({ key }) => isTagKey(key, fleet.tagRules))) return fleet.keyRefusal
  if (!set.every(({ value }) => isTagValue(value, fleet.tagRules))) return fleet.valueRefusal
  const denial = permissions.denialOfChange(tenant, instance, asked)
  if (denial) return denial
  const added = set.filter(({ key }) => !instance.tags.some((tag) => tag.key === key))
  const count = instance.tags.length - unset.length + added.length
  const isOver = set.length > 0 && count > fleet.tagsPerInstanceMax(tenant)
  return isOver ? fleet.rejections['over-limit'] : undefined
}

/** The edits that bring about what is planned: instances of which the same is wanted are in one. */
export function editsOf({ changed }: Pick<PlannedTenant, 'changed'>): readonly TagEdit[] {
  const alike = Map.groupBy(changed, ({ instance, wanted }) => JSON.stringify([instance.region, wanted]))
  return [...alike.values()].flatMap((those) => {
    const [first] = those
    if (!first) return []
    const { set, unset } = first.wanted
    return {
      region: first.instance.region,
      instances: those.map(({ instance }) => instance.id),
      ...(set.length > 0 && { set }),
      ...(unset.length > 0 && { unset: unset.map((key) => ({ key })) }),
    }
  })
}
