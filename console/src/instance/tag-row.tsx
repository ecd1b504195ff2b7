import { Button } from 'antd'
import type { RefCallback } from 'react'
import type { Tag } from '../api/api-types.ts'
import { useTexts } from '../texts/use-texts.ts'

interface TagRowProps {
  readonly tag: Tag
  readonly isSaving: boolean
  /** Of the button that changes it. */
  readonly ref: RefCallback<HTMLElement>
  onChange(): void
  onRemove(): void
}

/** A tag as it is, and the buttons that change and remove it. */
export function TagRow({ tag: { key, value }, isSaving, ref, onChange, onRemove }: TagRowProps) {
  const t = useTexts().instance
  return (
    <div className="tag-row">
      <span className="tag-key">{key}</span>
      <span className="tag-value">{value}</span>
      <Button ref={ref} size="small" aria-label={t.edit(key)} onClick={onChange}>
        {t.change}
      </Button>
      <Button size="small" danger aria-label={t.remove(key)} disabled={isSaving} onClick={onRemove}>
        {t.drop}
      </Button>
    </div>
  )
}
