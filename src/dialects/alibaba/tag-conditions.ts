import type { TagCondition } from '../../store/instance.ts'
import type { Tag } from '../../tags/tag.ts'
import type { TagPair } from './list-kinds.ts'

/** Pairs to select by: each must hold, and one without a value holds for any. */
export function tagConditions(pairs: readonly TagPair[]): readonly TagCondition[] {
  return pairs.map(({ key, value }) => (value === undefined ? { key } : { key, values: [value] }))
}

/** Pairs to attach: one without a value has an empty one. */
export function tagsOf(pairs: readonly TagPair[]): readonly Tag[] {
  return pairs.map(({ key, value = '' }) => ({ key, value }))
}
