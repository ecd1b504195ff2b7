import type { JsonObject } from '../../access/strict-json.ts'
import type { Tag } from '../../tags/tag.ts'
import type { TagSelector } from '../../tags/tag-change.ts'

/** A tag to add, checked before; one without a value has an empty one. */
export function readTag({ key, value }: JsonObject): Tag {
  return { key: String(key), value: String(value ?? '') }
}

/** What to delete, checked before: by key, or by key and value where there is one. */
export function readSelector({ key, value }: JsonObject): TagSelector {
  return value == null ? { key: String(key) } : { key: String(key), value: String(value) }
}
