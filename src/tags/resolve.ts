import type { InstanceId, Tag } from './tag.ts'
import type { Outcome, TagChange, TagDifference, TagSelector } from './tag-change.ts'

/** The part of a change that decides what becomes of one instance's tags. */
export type TagEdit = Pick<TagChange, 'set' | 'unset'>

/**
 * What `change` comes to on `before`. Pure; every store calls it inside its transaction, before it writes.
 * @param before the tags of each instance named that exists; an instance that does not exist has no entry
 */
export function resolve(before: ReadonlyMap<InstanceId, readonly Tag[]>, change: TagChange): Outcome {
  const missing = change.instances.filter((instance) => !before.has(instance))
  if (missing.length > 0) return { kind: 'instances-not-found', instances: missing }

  const limit = change.tagsPerInstanceMax
  const over: InstanceId[] = []
  const differences: TagDifference[] = []
  for (const instance of change.instances) {
    const old = asMap(before.get(instance) ?? [])
    const edited = edit(old, change)
    if (change.set?.length && edited.size > limit) over.push(instance)
    collectDifferences(instance, old, edited, differences)
  }
  return over.length > 0 ? { kind: 'over-limit', instances: over, limit } : { kind: 'applied', differences }
}

function asMap(tags: readonly Tag[]): Map<string, string> {
  return new Map(tags.map((tag) => [tag.key, tag.value]))
}

function edit(old: ReadonlyMap<string, string>, { set = [], unset = [] }: TagEdit): Map<string, string> {
  const tags = unset === 'all' ? new Map<string, string>() : new Map(old)
  if (unset !== 'all') {
    for (const selector of unset) if (selects(selector, tags)) tags.delete(selector.key)
  }
  for (const tag of set) tags.set(tag.key, tag.value)
  return tags
}

function selects(selector: TagSelector, tags: ReadonlyMap<string, string>): boolean {
  return selector.value === undefined || tags.get(selector.key) === selector.value
}

function collectDifferences(
  instance: InstanceId,
  old: ReadonlyMap<string, string>,
  edited: ReadonlyMap<string, string>,
  differences: TagDifference[],
): void {
  for (const [key, before] of old) {
    const after = edited.get(key)
    if (after === undefined) differences.push({ instance, key, before })
    else if (after !== before) differences.push({ instance, key, before, after })
  }
  for (const [key, after] of edited) {
    if (!old.has(key)) differences.push({ instance, key, after })
  }
}
