import type { InstanceId, Tag } from './tag.ts'
import type { Meanwhile, Outcome, TagChange, TagDifference, TagEdit, TagSelector } from './tag-change.ts'

/**
 * What `change` comes to on `before`. Pure; every store calls it inside its transaction, before it writes.
 * @param before the tags of each instance named that exists where its edit says; any other has no entry
 * @param meanwhile what became of the instances after `change.seenRevision`, if anything did
 */
export function resolve(
  before: ReadonlyMap<InstanceId, readonly Tag[]>,
  change: TagChange,
  meanwhile?: Meanwhile,
): Outcome {
  const missing: InstanceId[] = []
  const over: InstanceId[] = []
  const differences: TagDifference[] = []
  const limit = change.tagsPerInstanceMax
  for (const edit of change.edits) {
    for (const instance of edit.instances) {
      const tags = before.get(instance)
      if (tags === undefined) missing.push(instance)
      else if (resolveOne(instance, tags, edit, differences) > limit && edit.set?.length) over.push(instance)
    }
  }
  if (missing.length > 0) return { kind: 'instances-not-found', instances: missing }
  if (meanwhile) return { kind: 'changed-since', ...meanwhile }
  if (over.length > 0) return { kind: 'over-limit', instances: over, limit }
  return { kind: 'applied', differences }
}

/** Adds the differences that `edit` makes on `tags` of one instance. @returns how many tags it carries afterwards */
function resolveOne(instance: InstanceId, tags: readonly Tag[], edit: TagEdit, differences: TagDifference[]): number {
  const old = new Map(tags.map((tag) => [tag.key, tag.value]))
  const edited = edit.unset === 'all' ? new Map<string, string>() : new Map(old)
  unsetIn(edited, edit.unset)
  for (const tag of edit.set ?? []) edited.set(tag.key, tag.value)
  collectDifferences(edit, instance, old, edited, differences)
  return edited.size
}

function unsetIn(tags: Map<string, string>, unset: TagEdit['unset'] = []): void {
  if (unset === 'all') return
  for (const selector of unset) if (selects(selector, tags)) tags.delete(selector.key)
}

function selects(selector: TagSelector, tags: ReadonlyMap<string, string>): boolean {
  return selector.value === undefined || tags.get(selector.key) === selector.value
}

function collectDifferences(
  { region }: TagEdit,
  instance: InstanceId,
  old: ReadonlyMap<string, string>,
  edited: ReadonlyMap<string, string>,
  differences: TagDifference[],
): void {
  for (const [key, before] of old) {
    const after = edited.get(key)
    if (after === undefined) differences.push({ region, instance, key, before })
    else if (after !== before) differences.push({ region, instance, key, before, after })
  }
  for (const [key, after] of edited) {
    if (!old.has(key)) differences.push({ region, instance, key, after })
  }
}
