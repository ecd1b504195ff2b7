import type { TaggedInstance } from '../../../store/instance.ts'
import type { InstanceId, TenantId } from '../../../tags/tag.ts'
import type { LoggedDifference, TagEdit } from '../../../tags/tag-change.ts'
import { type UndoChoice, type UndoConflict, undo } from '../../../tags/undo.ts'
import type { Call } from '../call.ts'
import { type PlannedTenant, planOn, sorted } from '../edit/plan.ts'
import type { TagsAfter } from '../edit/tags-after.ts'
import { ApiError, errors } from '../errors.ts'
import { findAll, namedFilters } from '../find-all.ts'
import { readErrors, searchRefused } from '../search-refused.ts'
import type { UndoneTenant } from './undone.ts'

/** What an undo comes to in one tenant. */
export interface UndoPlan extends PlannedTenant {
  readonly conflicts: readonly UndoConflict[]
}

/** Which conflicts are overwritten: all, none, or those named. */
export type Overwrite =
  | boolean
  | readonly { readonly tenant: TenantId; readonly instance: InstanceId; readonly key: string }[]

/** What may go wrong before an undo is applied. */
export const undoErrors = [
  errors.noSuchChange,
  errors.requestNotFoundYet,
  errors.undoTooLong,
  errors.tooManyInstances,
  errors.tooManyTenants,
  ...readErrors,
]

/** Other changes that are looked at to tell which of them is in conflict. */
const laterMax = 1000

/** What it comes to, tenant by tenant, to undo these changes on the tags as they are now. */
export async function planUndo(
  call: Call,
  undone: readonly UndoneTenant[],
  overwrite: Overwrite,
): Promise<readonly UndoPlan[] | ApiError> {
  const plans: UndoPlan[] = []
  for (const tenant of undone) {
    const plan = await planTenant(call, tenant, choiceOf(overwrite, tenant.reach.tenant.id))
    if (plan instanceof ApiError) return plan
    plans.push(plan)
  }
  return plans
}

function choiceOf(overwrite: Overwrite, tenant: TenantId): UndoChoice {
  if (typeof overwrite === 'boolean') return () => (overwrite ? 'overwrite' : 'skip')
  const named = new Set(overwrite.map((one) => JSON.stringify([one.tenant, one.instance, one.key])))
  return ({ instance, key }) => (named.has(JSON.stringify([tenant, instance, key])) ? 'overwrite' : 'skip')
}

async function planTenant(
  call: Call,
  { reach, differences }: UndoneTenant,
  choose: UndoChoice,
): Promise<UndoPlan | ApiError> {
  const tenant = reach.tenant.id
  const revision = await call.store.revisionOf(tenant)
  const ids = [...new Set(differences.map(({ instance }) => instance))]
  const found = await findAll(
    call,
    namedFilters(
      [{ tenant }],
      ids.map((id) => ({ tenant, id })),
    ),
  )
  if (found instanceof ApiError) return found
  const now = new Map(found.map((instance) => [instance.id, instance]))
  const later = await laterThan(call, differences)
  if (later instanceof ApiError) return later
  const { edits, conflicts } = undo(differences, now, later, choose)
  const planned = edits.flatMap((edit) => presentIn(edit, now).map((one) => planOn(reach, one, doneBy(edit))))
  return { reach, revision, ...sorted(planned), unchanged: found.length - planned.length, conflicts }
}

function presentIn({ instances }: TagEdit, now: ReadonlyMap<InstanceId, TaggedInstance>): readonly TaggedInstance[] {
  return instances.flatMap((id) => now.get(id) ?? [])
}

function doneBy({ set = [], unset }: TagEdit): TagsAfter {
  const wanted = { set, unset: Array.isArray(unset) ? unset.map(({ key }: { readonly key: string }) => key) : [] }
  return { wanted, asked: wanted }
}

async function laterThan(
  { reads }: Call,
  undone: readonly LoggedDifference[],
): Promise<readonly LoggedDifference[] | ApiError> {
  const [first] = undone
  if (!first) return []
  const from = undone.reduce((least, { revision }) => Math.min(least, revision), first.revision)
  const revisions = { from, to: Number.MAX_SAFE_INTEGER }
  const page = await reads.listChanges({ tenants: [first.tenant], revisions }, undefined, laterMax)
  return 'kind' in page ? searchRefused(page) : page.changes
}
