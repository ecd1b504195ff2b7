import { Button } from 'antd'
import { useState } from 'react'
import type { Cloud, Tag } from '../api/api-types.ts'
import type { Gives } from '../api/call-api.ts'
import { ApplyFailure } from '../plan/apply-failure.tsx'
import type { Edit } from '../plan/edit.ts'
import { useRefresh } from '../plan/use-refresh.ts'
import { useTexts } from '../texts/use-texts.ts'
import { TagForm } from './tag-form.tsx'
import { TagRow } from './tag-row.tsx'
import { useEditTags } from './use-edit-tags.ts'
import { useNextFocus } from './use-next-focus.ts'

interface TagsPanelProps {
  readonly cloud: Cloud
  readonly instance: Gives<'ShowInstance'>
}

const newTag: Tag = { key: '', value: '' }

/** The tags of an instance, each of which can be changed where it stands. */
export function TagsPanel({ cloud, instance }: TagsPanelProps) {
  const t = useTexts().instance
  const { tags, tagsPerInstanceMax } = instance
  const [editing, setEditing] = useState<string>()
  const { focus, refOf } = useNextFocus()
  const { mutate, isPending, error, reset } = useEditTags(instance)
  const refresh = useRefresh()
  const isFull = tags.length >= tagsPerInstanceMax
  const close = (focused: string) => {
    focus(focused)
    setEditing(undefined)
  }
  const edit = (change: Edit, focused: string) => mutate(change, { onSuccess: () => close(focused) })
  const formOf = (tag: Tag, changeTo: (next: Tag) => Edit) => (
    <TagForm
      cloud={cloud}
      tag={tag}
      isSaving={isPending}
      onSave={(next) => edit(changeTo(next), next.key)}
      onCancel={() => close(tag.key)}
    />
  )
  return (
    <section className="panel stack" aria-label={t.tags}>
      <div className="row">
        <h2>{t.tags}</h2>
        <span className="quiet">{t.count(tags.length, tagsPerInstanceMax)}</span>
      </div>
      {error && (
        <ApplyFailure
          error={error}
          onPreview={() => {
            reset()
            close(editing ?? newTag.key)
            void refresh()
          }}
        />
      )}
      <ul className="tag-rows">
        {tags.map((tag) => (
          <li key={tag.key}>
            {editing === tag.key ? (
              formOf(tag, (next) => ({ replace: [{ key: tag.key, by: next }] }))
            ) : (
              <TagRow
                tag={tag}
                isSaving={isPending}
                ref={refOf(tag.key)}
                onChange={() => setEditing(tag.key)}
                onRemove={() => edit({ unset: [tag.key] }, newTag.key)}
              />
            )}
          </li>
        ))}
      </ul>
      {editing === newTag.key && formOf(newTag, (next) => ({ set: [next] }))}
      {isFull && (
        <p className="breach">
          {cloud.tags.overLimit.code}: {cloud.tags.overLimit.message}
        </p>
      )}
      <div>
        <Button ref={refOf(newTag.key)} disabled={isFull} onClick={() => setEditing(newTag.key)}>
          {t.add}
        </Button>
      </div>
    </section>
  )
}
