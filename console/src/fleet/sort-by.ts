import { quoteText } from '../../../src/tags/selector/quote-text.ts'

/** How a column is sorted. */
export type Order = 'ascending' | 'descending' | 'none'

/** A tag key as a sort has it. */
export function sortKeyOf(key: string): string {
  return quoteText(key) === key && !key.startsWith('-') ? key : JSON.stringify(key)
}

/** @param sort as the API takes it @param by an attribute with `@`, or what `sortKeyOf` gives */
export function orderOf(sort: string, by: string): Order {
  if (sort === by) return 'ascending'
  return sort === `-${by}` ? 'descending' : 'none'
}

/** The sort that a click on the column of `by` leads to. */
export function turned(sort: string, by: string): string {
  return sort === by ? `-${by}` : by
}
