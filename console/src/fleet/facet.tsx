import { useState } from 'react'
import { quoteText } from '../../../src/tags/selector/quote-text.ts'
import { useTagValues } from '../search/use-counts.ts'
import { useTexts } from '../texts/use-texts.ts'

interface FacetProps {
  readonly tagKey: string
  readonly instances: number
  readonly where: string
  readonly isColumn: boolean
  onNarrow(condition: string): void
  onColumn(): void
}

const valuesMax = 20

/** One key; its values are counted when it is opened. */
export function Facet({ tagKey, instances, where, isColumn, onNarrow, onColumn }: FacetProps) {
  const t = useTexts().facets
  const [isOpen, setOpen] = useState(false)
  const { data } = useTagValues(tagKey, { where, limit: valuesMax }, isOpen)
  const key = quoteText(tagKey)
  return (
    <details className="facet" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span className="facet-text">{tagKey}</span> <span className="quiet">{instances}</span>
      </summary>
      <ul>
        {data?.counts.map(({ text, instances: count }) => (
          <li key={text}>
            <button type="button" onClick={() => onNarrow(`${key} = ${quoteText(text)}`)}>
              <span className="facet-text">{text === '' ? t.emptyValue : text}</span>
              <span className="quiet">{count}</span>
            </button>
          </li>
        ))}
        <li>
          <button type="button" onClick={() => onNarrow(`${key} missing`)}>
            {t.missing}
          </button>
        </li>
        <li>
          <button type="button" aria-pressed={isColumn} onClick={onColumn}>
            {t.asColumn}
          </button>
        </li>
      </ul>
    </details>
  )
}
