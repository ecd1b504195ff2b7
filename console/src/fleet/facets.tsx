import { Button } from 'antd'
import { useState } from 'react'
import { useTagKeys } from '../search/use-counts.ts'
import { useTexts } from '../texts/use-texts.ts'
import { Facet } from './facet.tsx'
import './facets.css'

interface FacetsProps {
  readonly where: string
  readonly columns: readonly string[]
  onNarrow(condition: string): void
  onColumns(columns: readonly string[]): void
}

const firstLimit = 12
const limitMax = 1000

/** The keys of what was found, with counts; open, their values. */
export function Facets({ where, columns, onNarrow, onColumns }: FacetsProps) {
  const t = useTexts().facets
  const [limit, setLimit] = useState(firstLimit)
  const { data } = useTagKeys({ where, limit })
  const toggle = (key: string) =>
    onColumns(columns.includes(key) ? columns.filter((one) => one !== key) : [...columns, key])
  return (
    <div className="facets">
      {data?.counts.map(({ text, instances }) => (
        <Facet
          key={text}
          tagKey={text}
          instances={instances}
          where={where}
          isColumn={columns.includes(text)}
          onNarrow={onNarrow}
          onColumn={() => toggle(text)}
        />
      ))}
      {data?.hasMore && limit < limitMax && (
        <Button type="link" onClick={() => setLimit(limitMax)}>
          {t.more}
        </Button>
      )}
    </div>
  )
}
