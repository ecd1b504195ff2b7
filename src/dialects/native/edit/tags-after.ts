import type { Tag } from '../../../tags/tag.ts'
import type { Refusal, WantedTags } from '../../fleet-rules.ts'
import type { Edit } from './edit.ts'

/** What an edit does to tags; the order is that of the members. */
export type TagSteps = Pick<Edit, 'unset' | 'replace' | 'set'>

/** What `steps` come to on these tags: what has to be set and unset for it, nothing twice. Or why they cannot be taken. */
export function wantedOn(tags: readonly Tag[], steps: TagSteps): WantedTags | Refusal {
  const before = new Map(tags.map(({ key, value }) => [key, value]))
  const after = new Map(before)
  for (const key of steps.unset) after.delete(key)
  for (const replacement of steps.replace) {
    const refusal = replace(after, replacement)
    if (refusal) return refusal
  }
  for (const { key, value } of steps.set) after.set(key, value)
  return {
    set: [...after].filter(([key, value]) => before.get(key) !== value).map(([key, value]) => ({ key, value })),
    unset: [...before.keys()].filter((key) => !after.has(key)),
  }
}

function replace(tags: Map<string, string>, { key, value, by }: Edit['replace'][number]): Refusal | undefined {
  const old = tags.get(key)
  if (old === undefined || (value !== undefined && old !== value)) return undefined
  const { key: newKey = key, value: newValue = old } = by
  const there = tags.get(newKey)
  if (newKey !== key && there !== undefined && there !== newValue) return alreadyThere(newKey)
  tags.delete(key)
  tags.set(newKey, newValue)
  return undefined
}

/** To overwrite a value that nobody named would lose it. */
function alreadyThere(key: string): Refusal {
  return { code: 'AlreadyThere', message: `Choose which value to keep: the instance carries "${key}" with another one` }
}
