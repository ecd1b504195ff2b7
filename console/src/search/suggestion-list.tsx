import { useTexts } from '../texts/use-texts.ts'
import type { Suggestion } from './suggestion.ts'

interface SuggestionListProps {
  /** Of the combobox; its options have it with their number. */
  readonly id: string
  readonly isOpen: boolean
  readonly suggestions: readonly Suggestion[]
  /** Number of the option that Enter takes; -1 for none. */
  readonly active: number
  onChoose(suggestion: Suggestion): void
}

export function SuggestionList({ id, isOpen, suggestions, active, onChoose }: SuggestionListProps) {
  const t = useTexts().search
  return (
    <div className="suggestions" role="listbox" id={`${id}-list`} aria-label={t.suggestions} hidden={!isOpen}>
      {suggestions.map((suggestion, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keyboard
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the combobox
        <div
          className="suggestion"
          role="option"
          id={`${id}-${index}`}
          key={`${suggestion.kind} ${suggestion.written}`}
          aria-selected={index === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(suggestion)}
        >
          <span className="code">{suggestion.written}</span>
          <span className="quiet">
            {t.kinds[suggestion.kind]}
            {suggestion.instances !== undefined && ` · ${t.instances(suggestion.instances)}`}
          </span>
        </div>
      ))}
    </div>
  )
}
