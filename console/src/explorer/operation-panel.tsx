import { useMutation } from '@tanstack/react-query'
import { Alert } from 'antd'
import type { Operation } from '../api/api-types.ts'
import { callApi } from '../api/call-api.ts'
import { CloudName } from '../clouds/cloud-name.tsx'
import { Failure } from '../parts/failure.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { ParameterForm } from './parameter-form.tsx'
import { RequestPanel } from './request-panel.tsx'
import { SampleList } from './sample-list.tsx'

/** One operation: what it is, what it takes, and what comes of a call of it. */
export function OperationPanel({ operation }: { readonly operation: Operation }) {
  const t = useTexts().explorer
  const { cloud, name, docs, access, service, signed, issuesCredentials } = operation
  const isWithheld = signed && issuesCredentials
  const call = (parameters: object) => ({ cloud, operation: name, parameters })
  const signing = useMutation({ mutationFn: (parameters: object) => callApi('SignRequest', call(parameters)) })
  const writing = useMutation({ mutationFn: (parameters: object) => callApi('WriteSamples', call(parameters)) })
  const submit = (parameters: object) => {
    if (!isWithheld) signing.mutate(parameters)
    writing.mutate(parameters)
  }
  const error = signing.error ?? writing.error
  return (
    <>
      <section className="panel stack" aria-label={name}>
        <div className="row">
          <h2>{name}</h2>
          <CloudName cloud={cloud} />
          <span className="quiet">{service}</span>
        </div>
        <dl className="explorer-facts">
          <dt>{t.documentation}</dt>
          <dd>{docs.startsWith('https://') ? <a href={docs}>{docs}</a> : docs}</dd>
          {access.action !== undefined && (
            <>
              <dt>{t.permission}</dt>
              <dd>
                <code>{access.action}</code> ({access.level}), <code>{access.resources}</code>
              </dd>
            </>
          )}
        </dl>
        {isWithheld && <Alert type="info" showIcon title={t.issuesCredentials} />}
        <ParameterForm operation={operation} label={signed && !isWithheld ? t.sign : t.unsigned} onSubmit={submit} />
        {error && <Failure error={error} />}
      </section>
      {signing.data && <RequestPanel key={signing.submittedAt} request={signing.data} />}
      {writing.data && <SampleList samples={writing.data.samples} />}
    </>
  )
}
