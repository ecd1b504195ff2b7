import { Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../parts/dialog.tsx'
import { useTexts } from '../texts/use-texts.ts'
import type { Chosen, Edit } from './edit.ts'
import { EditForm } from './edit-form.tsx'
import { EditPlan } from './edit-plan.tsx'

interface EditDialogProps {
  readonly title: string
  readonly chosen: Chosen
  onClose(): void
}

/** What to do to the tags of many instances: first said, then previewed, then done. */
export function EditDialog({ title, chosen, onClose }: EditDialogProps) {
  const t = useTexts()
  const [edit, setEdit] = useState<Edit>()
  return (
    <Dialog title={title} onClose={onClose}>
      {edit ? <EditPlan chosen={chosen} edit={edit} /> : <EditForm chosen={chosen} onPreview={setEdit} />}
      <div className="row">
        {edit && <Button onClick={() => setEdit(undefined)}>{t.plan.back}</Button>}
        <Button onClick={onClose}>{t.close}</Button>
      </div>
    </Dialog>
  )
}
