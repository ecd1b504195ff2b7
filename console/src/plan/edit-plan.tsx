import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { Failure } from '../parts/failure.tsx'
import { OmittedNotice } from '../parts/omitted-notice.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { AppliedNotice } from './applied-notice.tsx'
import { ApplyFailure } from './apply-failure.tsx'
import type { Chosen, Edit } from './edit.ts'
import { PlanTable } from './plan-table.tsx'
import { totalsOf } from './totals.ts'
import { useApplyEdit, useEditPreview } from './use-edit.ts'

interface EditPlanProps {
  readonly chosen: Chosen
  readonly edit: Edit
}

/** What an edit would come to, instance by instance, and the button that makes it so. */
export function EditPlan({ chosen, edit }: EditPlanProps) {
  const t = useTexts().plan
  const [skipRefused, setSkipRefused] = useState(false)
  const { data: preview, error, refetch, isFetching } = useEditPreview(chosen, edit)
  const apply = useApplyEdit(chosen, edit)
  const previewAgain = () => {
    apply.reset()
    void refetch()
  }
  if (apply.data) return <AppliedNotice applied={apply.data} />
  if (error) return <Failure error={error} />
  if (!preview) return <Waiting />
  const { changed, refused } = totalsOf(preview.tenants)
  const isBlocked = changed === 0 || (refused > 0 && !skipRefused)
  return (
    <div className="stack" aria-busy={isFetching || apply.isPending}>
      <OmittedNotice omitted={preview.omitted} />
      <PlanTable tenants={preview.tenants} instances={preview.instances} />
      {refused > 0 && (
        <Checkbox checked={skipRefused} onChange={({ target }) => setSkipRefused(target.checked)}>
          {t.skipRefused(refused)}
        </Checkbox>
      )}
      {apply.error && <ApplyFailure error={apply.error} onPreview={previewAgain} />}
      <div className="row">
        <Button
          type="primary"
          disabled={isBlocked}
          loading={apply.isPending}
          onClick={() => apply.mutate({ preview, skipRefused })}
        >
          {t.apply(changed)}
        </Button>
      </div>
    </div>
  )
}
