import { Button } from 'antd'
import { Dialog } from '../parts/dialog.tsx'
import { useTexts } from '../texts/use-texts.ts'
import type { Chosen, Edit } from './edit.ts'
import { EditPlan } from './edit-plan.tsx'

interface PlanDialogProps {
  readonly title: string
  readonly chosen: Chosen
  readonly edit: Edit
  onClose(): void
}

/** An edit that is already decided on, with its preview. */
export function PlanDialog({ title, chosen, edit, onClose }: PlanDialogProps) {
  const t = useTexts()
  return (
    <Dialog title={title} onClose={onClose}>
      <EditPlan chosen={chosen} edit={edit} />
      <Button onClick={onClose}>{t.close}</Button>
    </Dialog>
  )
}
