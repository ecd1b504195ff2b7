import { Alert } from 'antd'
import type { SignatureDiagnosis } from '../api/api-types.ts'
import { useTexts } from '../texts/use-texts.ts'
import { StepList } from './step-list.tsx'

/** What is wrong with a signature, and where the client's texts part from the server's. */
export function DiagnosisResult({ diagnosis }: { readonly diagnosis: SignatureDiagnosis }) {
  const t = useTexts()
  const { scheme, clock, refusal, steps, comparisons } = diagnosis
  const nameOf = (step: string) => steps.find(({ id }) => id === step)?.name ?? step
  if (scheme === undefined) return <Alert type="warning" showIcon title={t.diagnosis.notSigned} />
  return (
    <div className="stack" role="status">
      {refusal ? (
        <Alert type="error" showIcon title={refusal.code} description={<code>{refusal.message}</code>} />
      ) : (
        <Alert type="success" showIcon title={t.diagnosis.good} />
      )}
      {clock && !clock.fresh && (
        <Alert type="warning" showIcon title={t.diagnosis.stale(clock.signedAt, clock.serverTime)} />
      )}
      {comparisons.map(({ step, difference }) =>
        difference ? (
          <Alert
            key={step}
            type="error"
            showIcon
            title={t.diagnosis.differs(nameOf(step), difference.line, difference.column, difference.offset)}
            description={<BothSides {...difference} />}
          />
        ) : (
          <Alert key={step} type="success" showIcon title={t.diagnosis.same(nameOf(step))} />
        ),
      )}
      {steps.length > 0 && <StepList title={scheme} steps={steps} />}
    </div>
  )
}

function BothSides({ server, client }: { readonly server: string; readonly client: string }) {
  const t = useTexts().diagnosis
  return (
    <dl className="explorer-facts">
      <dt>{t.server}</dt>
      <dd className="code explorer-code">{server === '' ? t.end : server}</dd>
      <dt>{t.client}</dt>
      <dd className="code explorer-code">{client === '' ? t.end : client}</dd>
    </dl>
  )
}
