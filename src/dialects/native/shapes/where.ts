import { z } from 'zod'
import { parseSelector } from '../../../tags/selector/parse-selector.ts'
import { type Selector, selectorLimits } from '../../../tags/selector/selector.ts'
import { ApiError, errors } from '../errors.ts'
import { text } from './texts.ts'

/** Which instances, in the language of `docs/search.md`. */
export const where = z
  .string()
  .max(selectorLimits.lengthMax * 2)
  .optional()
  .describe('A selector: `env = prod and owner missing`; every instance where absent or empty')

/** Which tenant, if only one. */
export const onlyTenant = text.optional().describe('Only this account, or this project')

/** The selector that a caller wrote; undefined where he wrote none. */
export function readWhere(text = ''): Selector | ApiError | undefined {
  if (text.trim() === '') return undefined
  const parsed = parseSelector(text)
  if (parsed.kind === 'selector') return parsed.selector
  return new ApiError(400, errors.selector.code, parsed.message, { column: parsed.column })
}
