import { Button, Form, Input } from 'antd'
import { Failure } from '../parts/failure.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { useSignIn } from './use-session.ts'

interface Fields {
  readonly domain: string
  readonly user: string
  readonly password: string
}

/** Signs in as a user of an account, with his password. */
export function PasswordForm({ cloud }: { readonly cloud: string }) {
  const t = useTexts().signIn
  const signIn = useSignIn()
  return (
    <Form<Fields> layout="vertical" requiredMark={false} onFinish={(user) => signIn.mutate({ cloud, ...user })}>
      <Form.Item name="domain" label={t.domain} rules={[{ required: true, message: t.required }]}>
        <Input autoComplete="organization" spellCheck={false} />
      </Form.Item>
      <Form.Item name="user" label={t.userName} rules={[{ required: true, message: t.required }]}>
        <Input autoComplete="username" spellCheck={false} />
      </Form.Item>
      <Form.Item name="password" label={t.password} rules={[{ required: true, message: t.required }]}>
        <Input type="password" autoComplete="current-password" />
      </Form.Item>
      {signIn.error && <Failure error={signIn.error} />}
      <Button block type="primary" htmlType="submit" loading={signIn.isPending}>
        {t.submit}
      </Button>
    </Form>
  )
}
