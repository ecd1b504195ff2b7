import { Button, type InputRef } from 'antd'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Cloud, Tag } from '../api/api-types.ts'
import { useCloudWords } from '../clouds/use-clouds.ts'
import { useTexts } from '../texts/use-texts.ts'
import { breachOf } from './breach.ts'
import { LimitedInput } from './limited-input.tsx'

interface TagFormProps {
  readonly cloud: Cloud
  /** Both empty for a new one. */
  readonly tag: Tag
  readonly isSaving: boolean
  onSave(tag: Tag): void
  onCancel(): void
}

/** A tag that is being written, where it will stand. */
export function TagForm({ cloud, tag, isSaving, onSave, onCancel }: TagFormProps) {
  const t = useTexts().instance
  const words = useCloudWords(cloud.name)
  const [{ key, value }, setDraft] = useState(tag)
  const first = useRef<InputRef>(null)
  useEffect(() => first.current?.focus(), [])
  const { key: keyRule, value: valueRule } = cloud.tags
  const isGood = key !== '' && !breachOf(key, keyRule) && !breachOf(value, valueRule)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isGood) onSave({ key, value })
  }
  return (
    <form
      className="tag-form"
      aria-label={tag.key === '' ? t.add : t.edit(tag.key)}
      onSubmit={submit}
      onKeyDown={({ key: pressed }) => pressed === 'Escape' && onCancel()}
    >
      <LimitedInput
        label={words?.tagKey ?? ''}
        text={key}
        rule={keyRule}
        {...(tag.key === '' && { ref: first })}
        onText={(text) => setDraft({ key: text, value })}
      />
      <LimitedInput
        label={words?.tagValue ?? ''}
        text={value}
        rule={valueRule}
        {...(tag.key !== '' && { ref: first })}
        onText={(text) => setDraft({ key, value: text })}
      />
      <Button type="primary" htmlType="submit" disabled={!isGood} loading={isSaving}>
        {t.save}
      </Button>
      <Button onClick={onCancel}>{t.cancel}</Button>
    </form>
  )
}
