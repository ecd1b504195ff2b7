import { Button, Form, Input } from 'antd'
import { useEffect } from 'react'
import { localTime, timeIn } from '../parts/local-time.ts'
import { useTexts } from '../texts/use-texts.ts'
import { type Filter, filterNames } from './change-filter.ts'
import './history-page.css'

interface FilterFormProps {
  readonly filter: Filter
  onFilter(filter: Filter): void
}

const times: readonly string[] = ['from', 'until']

/** Asks the history for less. Times are the reader's own. */
export function FilterForm({ filter, onFilter }: FilterFormProps) {
  const t = useTexts().history
  const [form] = Form.useForm<Filter>()
  useEffect(() => form.setFieldsValue(fieldsOf(filter)), [form, filter])
  const submit = ({ from, until, ...rest }: Filter) => onFilter({ ...rest, from: timeIn(from), until: timeIn(until) })
  return (
    <Form<Filter> layout="vertical" className="history-filter" form={form} onFinish={submit}>
      {filterNames.map((name) => (
        <Form.Item key={name} name={name} label={t.filter[name]}>
          <Input
            type={times.includes(name) ? 'datetime-local' : 'text'}
            step={1}
            spellCheck={false}
            allowClear={!times.includes(name)}
          />
        </Form.Item>
      ))}
      <Form.Item>
        <div className="row">
          <Button type="primary" htmlType="submit">
            {t.apply}
          </Button>
          <Button onClick={() => onFilter({})}>{t.clear}</Button>
        </div>
      </Form.Item>
    </Form>
  )
}

/** What the fields show; empty ones too, so that nothing of another filter is left. */
function fieldsOf(filter: Filter): Filter {
  const texts = Object.fromEntries(filterNames.map((name) => [name, filter[name] ?? '']))
  return { ...texts, from: localTime(filter.from), until: localTime(filter.until) }
}
