import { Button, Form, Input } from 'antd'
import { timeIn } from '../parts/local-time.ts'
import { useTexts } from '../texts/use-texts.ts'

interface Fields {
  readonly time?: string
}

/** Asks for the tags at a moment; the field has the reader's own time. */
export function TimeForm({ onTime }: { onTime(time: string): void }) {
  const t = useTexts().instance
  return (
    <Form<Fields> className="row" onFinish={({ time }) => time && onTime(timeIn(time))}>
      <Form.Item name="time" label={t.asOf} colon={false} className="time-field">
        <Input type="datetime-local" step={1} />
      </Form.Item>
      <Button htmlType="submit">{t.show}</Button>
    </Form>
  )
}
