import { Button } from 'antd'
import { useState } from 'react'
import type { UndoConflict } from '../api/api-types.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Failure } from '../parts/failure.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { AppliedNotice } from '../plan/applied-notice.tsx'
import { ApplyFailure } from '../plan/apply-failure.tsx'
import { PlanTable } from '../plan/plan-table.tsx'
import { totalsOf } from '../plan/totals.ts'
import { useTexts } from '../texts/use-texts.ts'
import { ConflictList } from './conflict-list.tsx'
import { type Undone, useApplyUndo, useUndoPreview } from './use-undo.ts'

interface UndoDialogProps {
  readonly undone: Omit<Undone, 'overwrite'>
  onClose(): void
}

/** What it would change to undo something, and the button that does it. */
export function UndoDialog({ undone, onClose }: UndoDialogProps) {
  const t = useTexts()
  return (
    <Dialog title={t.undo.title} onClose={onClose}>
      <UndoPlan undone={undone} />
      <div>
        <Button onClick={onClose}>{t.close}</Button>
      </div>
    </Dialog>
  )
}

function UndoPlan({ undone }: Pick<UndoDialogProps, 'undone'>) {
  const t = useTexts().undo
  const [overwritten, setOverwritten] = useState<readonly UndoConflict[]>([])
  const overwrite = overwritten.map(({ tenant, instance, key }) => ({ tenant, instance, key }))
  const { data: preview, error, refetch } = useUndoPreview({ ...undone, overwrite })
  const apply = useApplyUndo({ ...undone, overwrite })
  const previewAgain = () => {
    apply.reset()
    void refetch()
  }
  if (apply.data) return <AppliedNotice applied={apply.data} />
  if (error) return <Failure error={error} />
  if (!preview) return <Waiting />
  const { changed, refused } = totalsOf(preview.tenants)
  return (
    <>
      <PlanTable tenants={preview.tenants} instances={preview.instances} />
      <ConflictList conflicts={preview.conflicts} overwritten={overwritten} onOverwrite={setOverwritten} />
      {apply.error && <ApplyFailure error={apply.error} onPreview={previewAgain} />}
      <div>
        <Button
          type="primary"
          disabled={changed === 0 || refused > 0}
          loading={apply.isPending}
          onClick={() => apply.mutate(preview)}
        >
          {t.apply(changed)}
        </Button>
      </div>
    </>
  )
}
