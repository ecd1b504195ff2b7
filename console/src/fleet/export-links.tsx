import { Button } from 'antd'
import { useTexts } from '../texts/use-texts.ts'
import { sortKeyOf } from './sort-by.ts'

interface ExportLinksProps {
  readonly where: string
  /** Tag keys that get a column in the table too; all tags are in its last one. */
  readonly columns: readonly string[]
}

/** As many as the server takes. */
const keysMax = 50

/** Lets the browser save what was found, as the server writes it, however much it is. */
export function ExportLinks({ where, columns }: ExportLinksProps) {
  const t = useTexts().fleet
  const keys = columns.slice(0, keysMax).map(sortKeyOf).join(',')
  return (
    <>
      <Button href={exportPath({ where, format: 'csv', keys })} download>
        {t.export('CSV')}
      </Button>
      <Button href={exportPath({ where, format: 'ndjson' })} download>
        {t.export('JSON')}
      </Button>
    </>
  )
}

function exportPath(asked: Readonly<Record<string, string>>): string {
  return `/api/v1/export?${new URLSearchParams(asked)}`
}
