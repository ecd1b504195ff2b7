import { isShortText } from '../../../src/tags/tag-rules.ts'
import type { TextRule } from '../api/api-types.ts'

/** How a text breaks a vendor's rule for keys, or for values. */
export type Breach = 'too-long' | 'not-allowed'

export function breachOf(
  text: string,
  { lengthMax, pattern, flags }: Pick<TextRule, 'lengthMax' | 'pattern' | 'flags'>,
): Breach | undefined {
  if (!isShortText(text, lengthMax)) return 'too-long'
  return new RegExp(pattern, flags).test(text) ? undefined : 'not-allowed'
}

/** As the vendors count: in code points. */
export function lengthOf(text: string): number {
  return Array.from(text).length
}
