import { Button } from 'antd'
import { useId } from 'react'
import { useTexts } from '../texts/use-texts.ts'
import { SelectorError } from './selector-error.tsx'
import type { Typed } from './suggestion.ts'
import { SuggestionList } from './suggestion-list.tsx'
import { useSearchField } from './use-search-field.ts'
import './search-bar.css'

interface SearchBarProps {
  readonly where: string
  /** What is wrong with `where`. */
  readonly error: Error | null
  onSearch(where: string): void
}

/** A field for a selector, with a list of what may stand at the cursor (WAI-ARIA, combobox). */
export function SearchBar({ where, error, onSearch }: SearchBarProps) {
  const t = useTexts().search
  const id = useId()
  const field = useSearchField(where, onSearch)
  const { suggestions, isListed, active } = field
  return (
    <search className="search-bar">
      <div className="search-field">
        <input
          ref={field.input}
          className="search-input code"
          type="text"
          role="combobox"
          aria-label={t.label}
          aria-expanded={isListed}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isListed && active >= 0 ? `${id}-${active}` : undefined}
          aria-invalid={error !== null}
          aria-describedby={error ? `${id}-error` : undefined}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder="env = prod and (owner missing or team in (core, data))"
          value={field.text}
          onChange={({ target }) => {
            field.setOpen(true)
            field.type(typedIn(target))
          }}
          onSelect={({ currentTarget }) => field.moveCursor(typedIn(currentTarget))}
          onClick={() => field.setOpen(true)}
          onBlur={() => field.setOpen(false)}
          onKeyDown={field.onKeyDown}
        />
        <SuggestionList id={id} isOpen={isListed} suggestions={suggestions} active={active} onChoose={field.choose} />
      </div>
      <Button type="primary" onClick={field.search}>
        {t.submit}
      </Button>
      {error && <SelectorError id={`${id}-error`} text={where} error={error} />}
    </search>
  )
}

function typedIn({ value, selectionStart }: HTMLInputElement): Typed {
  return { text: value, cursor: selectionStart ?? value.length }
}
