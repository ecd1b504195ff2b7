import type { TagCondition } from '../../store/instance.ts'
import type { TagPair } from './list-kinds.ts'

/** Pairs to select by: each must hold, and one without a value holds for any. */
export function tagConditions(pairs: readonly TagPair[]): readonly TagCondition[] {
  return pairs.map(({ key, value }) => (value === undefined ? { key } : { key, values: [value] }))
}
