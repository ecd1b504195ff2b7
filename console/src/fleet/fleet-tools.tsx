import { Button } from 'antd'
import { useState } from 'react'
import { useFormats } from '../parts/use-formats.ts'
import { EditDialog } from '../plan/edit-dialog.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { ExportLinks } from './export-links.tsx'
import { nothingSelected, type Selection, selectedBy } from './selection.ts'

interface FleetToolsProps {
  readonly where: string
  readonly columns: readonly string[]
  readonly total: number
  readonly selection: Selection
  onSelect(selection: Selection): void
}

/** From here on the server counts no further. */
const totalMax = 10_000

/** How many were found and are chosen, and what can be done with them. */
export function FleetTools({ where, columns, total, selection, onSelect }: FleetToolsProps) {
  const t = useTexts().fleet
  const { number } = useFormats()
  const [isEditing, setEditing] = useState(false)
  const found = total >= totalMax ? t.orMore(number(total)) : number(total)
  const count = selection.kind === 'all' ? total : selection.named.size
  return (
    <div className="row">
      <span role="status">
        {t.found(found)}
        {count > 0 && ` · ${t.selected(selection.kind === 'all' ? found : number(count))}`}
      </span>
      <Button type="primary" disabled={count === 0} onClick={() => setEditing(true)}>
        {t.edit}
      </Button>
      {count > 0 && <Button onClick={() => onSelect(nothingSelected)}>{t.clear}</Button>}
      <ExportLinks where={where} columns={columns} />
      {isEditing && (
        <EditDialog
          title={t.editTitle(selection.kind === 'all' ? found : number(count))}
          chosen={selectedBy(selection, where)}
          onClose={() => setEditing(false)}
        />
      )}
    </div>
  )
}
