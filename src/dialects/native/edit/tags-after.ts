import type { Tag } from '../../../tags/tag.ts'
import type { Refusal, WantedTags } from '../../fleet-rules.ts'
import { errors } from '../errors.ts'
import type { Edit } from './edit.ts'

/** What an edit does to tags; the order is that of the members. */
export type TagSteps = Pick<Edit, 'unset' | 'replace' | 'set'>

/** What steps come to on the tags of an instance; nothing twice. */
export interface TagsAfter {
  /** What differs. */
  readonly wanted: WantedTags
  /** All that the steps set and unset, also where it is so already: the vendor's calls would say all of it. */
  readonly asked: WantedTags
}

/** What `steps` come to on these tags, or why they cannot be taken. */
export function tagsAfter(tags: readonly Tag[], steps: TagSteps): TagsAfter | Refusal {
  const before = new Map(tags.map(({ key, value }) => [key, value]))
  const after = new Map(before)
  const named = new Set([...steps.unset, ...steps.set.map(({ key }) => key)])
  for (const key of steps.unset) after.delete(key)
  for (const replacement of steps.replace) {
    const refusal = replace(after, replacement, named)
    if (refusal) return refusal
  }
  for (const { key, value } of steps.set) after.set(key, value)
  const set = [...after].filter(([key]) => named.has(key)).map(([key, value]) => ({ key, value }))
  const unset = [...named].filter((key) => !after.has(key))
  return {
    wanted: {
      set: set.filter(({ key, value }) => before.get(key) !== value),
      unset: unset.filter((key) => before.has(key)),
    },
    asked: { set, unset },
  }
}

/** @param named takes the keys that are replaced and that they become */
function replace(
  tags: Map<string, string>,
  { key, value, by }: Edit['replace'][number],
  named: Set<string>,
): Refusal | undefined {
  const old = tags.get(key)
  if (old === undefined || (value !== undefined && old !== value)) return undefined
  const { key: newKey = key, value: newValue = old } = by
  const there = tags.get(newKey)
  if (newKey !== key && there !== undefined && there !== newValue) return alreadyThere(newKey)
  tags.delete(key)
  tags.set(newKey, newValue)
  named.add(key).add(newKey)
  return undefined
}

/** To overwrite a value that nobody named would lose it. */
function alreadyThere(key: string): Refusal {
  return {
    code: errors.alreadyThere.code,
    message: `Choose which value to keep: the instance carries "${key}" with another one`,
  }
}
