import { Button } from 'antd'
import { useState } from 'react'
import { useTexts } from '../texts/use-texts.ts'
import { UndoDialog } from './undo-dialog.tsx'
import type { Undone } from './use-undo.ts'

interface UndoButtonProps {
  readonly undone: Omit<Undone, 'overwrite'>
  /** Of what it undoes, for those who hear one button at a time. */
  readonly label: string
}

export function UndoButton({ undone, label }: UndoButtonProps) {
  const t = useTexts().undo
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="small" aria-label={`${t.button}: ${label}`} onClick={() => setOpen(true)}>
        {t.button}
      </Button>
      {isOpen && <UndoDialog undone={undone} onClose={() => setOpen(false)} />}
    </>
  )
}
