import { parseSelector } from '../../../src/tags/selector/parse-selector.ts'

/** A selector for what both `where` and `condition` hold for. @param where empty for everything */
export function narrow(where: string, condition: string): string {
  if (where.trim() === '') return condition
  const parsed = parseSelector(where)
  const isLoose = parsed.kind === 'selector' && parsed.selector.kind === 'or'
  return `${isLoose ? `(${where})` : where} and ${condition}`
}
