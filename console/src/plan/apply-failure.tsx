import { Button } from 'antd'
import { ApiError } from '../api/api-error.ts'
import { ChangeList } from '../changes/change-list.tsx'
import { Failure } from '../parts/failure.tsx'
import { useTexts } from '../texts/use-texts.ts'

interface ApplyFailureProps {
  readonly error: Error
  onPreview(): void
}

/** Why a plan was not carried out, what came in between, and what was done before. */
export function ApplyFailure({ error, onPreview }: ApplyFailureProps) {
  const t = useTexts().plan
  const { changes = [], applied = [] } = error instanceof ApiError ? error.details : {}
  return (
    <div className="stack">
      <Failure error={error} />
      {changes.length > 0 && (
        <section aria-label={t.moved}>
          <h3>{t.moved}</h3>
          <ChangeList changes={changes} />
        </section>
      )}
      {applied.map(({ tenant, instances }) => (
        <p key={tenant}>{t.appliedBefore(tenant, instances)}</p>
      ))}
      <div>
        <Button onClick={onPreview}>{t.previewAgain}</Button>
      </div>
    </div>
  )
}
