import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { callApi, type Takes } from '../api/call-api.ts'
import { Failure } from '../parts/failure.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { DiagnosisResult } from './diagnosis-result.tsx'

type Fields = Takes<'DiagnoseRequest'>

/** Asks for a request that failed, and for what its client signed. */
export function DiagnosisPanel() {
  const t = useTexts().diagnosis
  const required = useTexts().explorer.missing
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: ({ request, canonicalRequest, stringToSign }: Fields) =>
      callApi('DiagnoseRequest', {
        request,
        ...(canonicalRequest && { canonicalRequest }),
        ...(stringToSign && { stringToSign }),
      }),
  })
  return (
    <section className="panel stack" aria-label={t.title}>
      <h2>{t.title}</h2>
      <p className="quiet">{t.about}</p>
      <Form<Fields> layout="vertical" onFinish={mutate} requiredMark={false}>
        <Form.Item name="request" label={t.request} rules={[{ required: true, message: required }]}>
          <Input.TextArea className="code" rows={6} spellCheck={false} />
        </Form.Item>
        <Form.Item name="canonicalRequest" label={t.canonicalRequest}>
          <Input.TextArea className="code" rows={2} spellCheck={false} />
        </Form.Item>
        <Form.Item name="stringToSign" label={t.stringToSign}>
          <Input.TextArea className="code" rows={2} spellCheck={false} />
        </Form.Item>
        <Button htmlType="submit" loading={isPending}>
          {t.submit}
        </Button>
      </Form>
      {error && <Failure error={error} />}
      {data && <DiagnosisResult diagnosis={data} />}
    </section>
  )
}
