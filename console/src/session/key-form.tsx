import { Button, Form, Input } from 'antd'
import { Failure } from '../parts/failure.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { useSignIn } from './use-session.ts'

interface Fields {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string
}

/** Signs in with an access key, also with a temporary one. */
export function KeyForm({ cloud }: { readonly cloud: string }) {
  const t = useTexts().signIn
  const signIn = useSignIn()
  const submit = ({ securityToken, ...key }: Fields) =>
    signIn.mutate({ cloud, ...key, ...(securityToken && { securityToken }) })
  return (
    <Form<Fields> layout="vertical" requiredMark={false} onFinish={submit}>
      <Form.Item name="accessKeyId" label={t.keyId} rules={[{ required: true, message: t.required }]}>
        <Input autoComplete="username" spellCheck={false} />
      </Form.Item>
      <Form.Item name="accessKeySecret" label={t.keySecret} rules={[{ required: true, message: t.required }]}>
        <Input type="password" autoComplete="current-password" />
      </Form.Item>
      <Form.Item name="securityToken" label={t.securityToken}>
        <Input autoComplete="off" spellCheck={false} />
      </Form.Item>
      {signIn.error && <Failure error={signIn.error} />}
      <Button block type="primary" htmlType="submit" loading={signIn.isPending}>
        {t.submit}
      </Button>
    </Form>
  )
}
