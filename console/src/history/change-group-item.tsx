import { ChangeList } from '../changes/change-list.tsx'
import type { ChangeGroup } from '../changes/group-changes.ts'
import { Moment } from '../parts/moment.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { UndoButton } from '../undo/undo-button.tsx'

/** Changes that are shown without asking. */
const shownMax = 3

/** What one request changed, who sent it, and the way back. */
export function ChangeGroupItem({ group }: { readonly group: ChangeGroup }) {
  const t = useTexts().history
  const { requestId, actors, operation, at, changes } = group
  const rest = changes.slice(shownMax)
  return (
    <li className="panel change-group">
      <div className="row">
        <strong>
          <Moment at={at} />
        </strong>
        <span>{operation}</span>
        <code>{actors.join(', ')}</code>
        <UndoButton undone={{ requestId }} label={`${operation} ${at}`} />
      </div>
      <ChangeList changes={changes.slice(0, shownMax)} />
      {rest.length > 0 && (
        <details>
          <summary>{t.more(rest.length)}</summary>
          <ChangeList changes={rest} />
        </details>
      )}
      <div className="quiet">
        {t.filter.requestId} <code>{requestId}</code>
      </div>
    </li>
  )
}
