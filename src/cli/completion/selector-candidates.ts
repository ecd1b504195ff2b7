import { completeSelector } from '../../tags/selector/complete-selector.ts'
import { quoteText } from '../../tags/selector/quote-text.ts'
import type { Facets } from './facets.ts'

/** What `text`, the beginning of a selector, may go on as. */
export async function selectorCandidates(text: string, facets: Facets): Promise<readonly string[]> {
  const completion = completeSelector(text, text.length)
  if (!completion) return []
  const { from, typed, words, key, subject } = completion
  const keys = key ? await facets.keys(typed) : []
  const values = subject && 'tag' in subject ? await facets.values(subject.tag, typed) : []
  return [...[...keys, ...values].map(quoteText), ...words].map((choice) => text.slice(0, from) + choice)
}
