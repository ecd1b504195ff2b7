import type { TagCondition } from '../../store/instance.ts'

const pairsMax = 20

/**
 * The conditions that `k1=v1,k2=v2` states: `k=` asks for the empty value, `k` for any. Undefined if there are more than
 * 20, or a key is empty or repeated.
 */
export function parseTagPairs(text: string): readonly TagCondition[] | undefined {
  const pairs = text.split(',', pairsMax + 1)
  const conditions = pairs.map((pair) => {
    const [key = '', ...rest] = pair.split('=')
    return rest.length > 0 ? { key, values: [rest.join('=')] } : { key }
  })
  const keys = new Set(conditions.map(({ key }) => key))
  return pairs.length > pairsMax || keys.has('') || keys.size < pairs.length ? undefined : conditions
}
