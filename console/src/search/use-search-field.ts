import { type KeyboardEvent, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { insert, type Suggestion, type Typed } from './suggestion.ts'
import { useSuggestions } from './use-suggestions.ts'

/**
 * What is typed into the field, what is offered for it, and what the keys do.
 * @param where what is searched for now; once that changes, the field has it
 */
export function useSearchField(where: string, onSearch: (where: string) => void) {
  const [draft, setDraft] = useState<Typed & { readonly of: string }>({ of: where, ...atEnd(where) })
  const typed = draft.of === where ? draft : atEnd(where)
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const input = useRef<HTMLInputElement>(null)
  const { completion, suggestions } = useSuggestions(typed, isOpen)
  const isListed = isOpen && suggestions.length > 0

  const type = (next: Typed) => {
    setDraft({ of: where, ...next })
    setActive(-1)
  }
  const choose = (suggestion: Suggestion) => {
    if (!completion) return
    const next = insert(typed.text, completion, suggestion)
    flushSync(() => type(next))
    input.current?.setSelectionRange(next.cursor, next.cursor)
    input.current?.focus()
  }
  const search = () => {
    setOpen(false)
    onSearch(typed.text.trim())
  }
  const move = (by: number) => {
    setOpen(true)
    setActive(stepped(active, by, suggestions.length))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const chosen = isListed ? suggestions[active] : undefined
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => (chosen ? choose(chosen) : search()),
      ...(chosen && { Tab: () => choose(chosen) }),
      ...(isListed && { Escape: () => setOpen(false) }),
    }
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  const moveCursor = (next: Typed) => setDraft({ of: where, ...next })
  return {
    input,
    text: typed.text,
    suggestions,
    isListed,
    active,
    setOpen,
    type,
    moveCursor,
    choose,
    search,
    onKeyDown,
  }
}

function atEnd(text: string): Typed {
  return { text, cursor: text.length }
}

/** The number of the next option, round and round; before the first there is none, -1. */
function stepped(active: number, by: number, count: number): number {
  return ((active + 1 + by + count + 1) % (count + 1)) - 1
}
