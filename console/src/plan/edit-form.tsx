import { Button, Form, Input } from 'antd'
import { useId } from 'react'
import { useTagKeys } from '../search/use-counts.ts'
import { useTexts } from '../texts/use-texts.ts'
import type { Chosen, Edit } from './edit.ts'
import './edit-form.css'

interface EditFormProps {
  readonly chosen: Chosen
  onPreview(edit: Edit): void
}

interface Fields {
  readonly set: readonly { readonly key?: string; readonly value?: string }[]
  readonly unset: readonly { readonly key?: string }[]
}

/** Keys that are offered. */
const keysMax = 200

/** Tags to set and keys to remove. Rows without a key count for nothing. */
export function EditForm({ chosen, onPreview }: EditFormProps) {
  const t = useTexts().edit
  const keys = useId()
  const { data } = useTagKeys({ ...(chosen.where !== undefined && { where: chosen.where }), limit: keysMax })
  const submit = ({ set, unset }: Fields) =>
    onPreview({
      set: set.flatMap(({ key, value = '' }) => (key ? [{ key, value }] : [])),
      unset: unset.flatMap(({ key }) => key ?? []),
    })
  return (
    <Form<Fields> onFinish={submit} initialValues={{ set: [{}], unset: [] }}>
      <datalist id={keys}>
        {data?.counts.map(({ text }) => (
          <option key={text} value={text} />
        ))}
      </datalist>
      <Form.List name="set">
        {(fields, { add, remove }) => (
          <fieldset className="edit-rows">
            <legend>{t.set}</legend>
            {fields.map(({ key, name }) => (
              <div className="edit-row" key={key}>
                <Form.Item name={[name, 'key']} noStyle>
                  <Input aria-label={t.key} placeholder={t.key} list={keys} spellCheck={false} />
                </Form.Item>
                <Form.Item name={[name, 'value']} noStyle>
                  <Input aria-label={t.value} placeholder={t.value} spellCheck={false} />
                </Form.Item>
                <Button onClick={() => remove(name)}>{t.dropRow}</Button>
              </div>
            ))}
            <Button onClick={() => add({})}>{t.addSet}</Button>
          </fieldset>
        )}
      </Form.List>
      <Form.List name="unset">
        {(fields, { add, remove }) => (
          <fieldset className="edit-rows">
            <legend>{t.unset}</legend>
            {fields.map(({ key, name }) => (
              <div className="edit-row" key={key}>
                <Form.Item name={[name, 'key']} noStyle>
                  <Input aria-label={t.removedKey} placeholder={t.removedKey} list={keys} spellCheck={false} />
                </Form.Item>
                <Button onClick={() => remove(name)}>{t.dropRow}</Button>
              </div>
            ))}
            <Button onClick={() => add({})}>{t.addUnset}</Button>
          </fieldset>
        )}
      </Form.List>
      <Button type="primary" htmlType="submit">
        {t.preview}
      </Button>
    </Form>
  )
}
