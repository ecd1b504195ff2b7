import { Alert } from 'antd'
import { ApiError } from '../api/api-error.ts'
import { useTexts } from '../texts/use-texts.ts'

/** Why something could not be done: what the server says, and by which id its log has it. */
export function Failure({ error }: { readonly error: Error }) {
  const t = useTexts().failure
  if (!(error instanceof ApiError))
    return <Alert type="error" showIcon title={t.unreachable} description={error.message} />
  const { action, resource, requestId } = error.details
  return (
    <Alert
      type="error"
      showIcon
      title={error.message}
      description={
        <>
          <code>{error.code}</code>
          {action !== undefined && <div>{t.denied(action, resource ?? '')}</div>}
          {requestId !== undefined && (
            <div>
              {t.requestId} <code>{requestId}</code>
            </div>
          )}
        </>
      }
    />
  )
}
