import { useMemo } from 'react'
import { type Completion, completeSelector } from '../../../src/tags/selector/complete-selector.ts'
import { quoteText } from '../../../src/tags/selector/quote-text.ts'
import { useClouds } from '../clouds/use-clouds.ts'
import { useSettled } from '../parts/use-settled.ts'
import type { Suggestion, Typed } from './suggestion.ts'
import { useTagKeys, useTagValues } from './use-counts.ts'

/** Keys and values that are offered at once. */
const limit = 8
/** How long the typing rests before keys and values are asked for, milliseconds. */
const restMs = 120

/** What may stand at the cursor: words of the language, and the fleet's own keys and values. */
export function useSuggestions({ text, cursor }: Typed, enabled: boolean) {
  const completion = useMemo(() => completeSelector(text, cursor), [text, cursor])
  const beginning = useSettled(completion?.typed ?? '', restMs)
  const subject = completion?.subject
  const tag = subject && 'tag' in subject ? subject.tag : undefined
  const keys = useTagKeys({ beginning, limit }, enabled && completion?.key === true)
  const values = useTagValues(tag ?? '', { beginning, limit }, enabled && tag !== undefined)
  const clouds = useClouds()
  const suggestions: readonly Suggestion[] = !completion
    ? []
    : [
        ...(completion.key ? counted('key', keys.data?.counts, completion) : []),
        ...(tag === undefined ? [] : counted('value', values.data?.counts, completion)),
        ...(isCloud(subject) ? clouds.map(({ name }) => ({ written: name, kind: 'value' as const })) : []),
        ...completion.words.map((word) => ({ written: word, kind: 'word' as const })),
      ]
  return { completion, suggestions }
}

function isCloud(subject: Completion['subject']): boolean {
  return subject !== undefined && 'attribute' in subject && subject.attribute === 'cloud'
}

function counted(
  kind: 'key' | 'value',
  counts: readonly { readonly text: string; readonly instances: number }[] = [],
  { typed }: Completion,
): readonly Suggestion[] {
  return counts
    .filter(({ text }) => text.startsWith(typed))
    .map(({ text, instances }) => ({ written: quoteText(text), kind, instances }))
}
