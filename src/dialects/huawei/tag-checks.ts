import type { JsonObject } from '../../access/strict-json.ts'
import { isTagKey, isTagValue } from '../../tags/tag-rules.ts'
import { tagRules } from './tag-rules.ts'

/** Whether a tag with this key may be added. */
export function isKeyToAdd(key: unknown): key is string {
  return typeof key === 'string' && isTagKey(key, tagRules)
}

/** Whether a tag may be added with this value: text within the rules, or null; none at all only if `mayBeAbsent`. */
export function isValueToAdd(value: unknown, mayBeAbsent: boolean): boolean {
  if (value === undefined) return mayBeAbsent
  return value === null || (typeof value === 'string' && isTagValue(value, tagRules))
}

/** Longer than any key or value that there can be: what names one only costs time. */
const lengthMax = 512

/** A key to delete only has to be there and not be blank. */
export function isKeyToDelete(key: unknown): key is string {
  return typeof key === 'string' && key.length <= lengthMax && key.trim() !== ''
}

/** A value to delete by is any text; null is none. */
export function isValueToDelete(value: unknown): boolean {
  return value == null || (typeof value === 'string' && value.length <= lengthMax)
}

export function hasRepeatedKey(tags: readonly JsonObject[]): boolean {
  return new Set(tags.map(({ key }) => key)).size < tags.length
}
