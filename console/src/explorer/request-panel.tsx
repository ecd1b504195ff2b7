import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import type { SignedRequest } from '../api/api-types.ts'
import { Failure } from '../parts/failure.tsx'
import { Moment } from '../parts/moment.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { CodeText } from './code-text.tsx'
import { sendRequest } from './send-request.ts'
import { StepList } from './step-list.tsx'

/** A request with the steps of its signature, to be sent from here; and what was answered. */
export function RequestPanel({ request }: { readonly request: SignedRequest }) {
  const t = useTexts().explorer
  const sending = useMutation({ mutationFn: () => sendRequest(request) })
  return (
    <>
      {request.steps.length > 0 && <StepList title={t.steps} steps={request.steps} />}
      <section className="panel stack" aria-label={t.request}>
        <h2>{t.request}</h2>
        <CodeText what={t.request} text={requestText(request)} />
        <div className="row">
          <Button type="primary" loading={sending.isPending} onClick={() => sending.mutate()}>
            {t.send}
          </Button>
          {request.goodUntil !== undefined && (
            <span className="quiet">
              {t.goodUntil} <Moment at={request.goodUntil} />
            </span>
          )}
        </div>
        {sending.error && <Failure error={sending.error} />}
      </section>
      {sending.data && (
        <section className="panel stack" aria-label={t.reply}>
          <h2>{t.reply}</h2>
          <p role="status">{t.status(sending.data.status)}</p>
          <CodeText what={t.reply} text={sending.data.text} />
        </section>
      )}
    </>
  )
}

/** As it stands on the wire. */
function requestText({ method, target, headers, body }: SignedRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [`${method} ${target} HTTP/1.1`, ...lines, ...(body === '' ? [] : ['', body])].join('\n')
}
