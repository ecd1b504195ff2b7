import { Button } from 'antd'
import { Link } from 'react-router'
import { Difference } from '../changes/difference.tsx'
import { groupChanges } from '../changes/group-changes.ts'
import { useChanges } from '../changes/use-changes.ts'
import { Failure } from '../parts/failure.tsx'
import { Moment } from '../parts/moment.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { UndoButton } from '../undo/undo-button.tsx'

interface TimelineProps {
  readonly tenant: string
  readonly id: string
}

/** What became of the tags of one instance, newest first. */
export function Timeline({ tenant, id }: TimelineProps) {
  const t = useTexts()
  const { changes, error, hasNextPage, fetchNextPage } = useChanges({ tenant, instance: id })
  return (
    <section className="panel stack" aria-label={t.instance.timeline}>
      <h2>{t.instance.timeline}</h2>
      {error && <Failure error={error} />}
      {changes?.length === 0 && <p>{t.history.nothing}</p>}
      <ol className="timeline">
        {groupChanges(changes ?? []).map(({ requestId, at, actors, operation, changes: those }) => (
          <li key={`${requestId} ${those[0].revision}`}>
            <div className="row">
              <Moment at={at} />
              <span>{operation}</span>
              <code>{actors.join(', ')}</code>
            </div>
            {those.map(({ key, before, after }) => (
              <Difference key={key} tagKey={key} before={before} after={after} />
            ))}
            <div className="row">
              <Link to={`?revision=${those[0].revision}`}>{t.instance.showThen(those[0].revision)}</Link>
              <UndoButton undone={{ requestId }} label={`${operation} ${at}`} />
            </div>
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <div>
          <Button onClick={() => fetchNextPage()}>{t.history.older}</Button>
        </div>
      )}
    </section>
  )
}
