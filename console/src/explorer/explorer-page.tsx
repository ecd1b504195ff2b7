import { useSearchParams } from 'react-router'
import { Failure } from '../parts/failure.tsx'
import { useTitle } from '../parts/use-title.ts'
import { Waiting } from '../parts/waiting.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { DiagnosisPanel } from './diagnosis-panel.tsx'
import { OperationPanel } from './operation-panel.tsx'
import { OperationSelect } from './operation-select.tsx'
import { useOperations } from './use-operations.ts'
import './explorer-page.css'

/** Calls of the vendors' own APIs: made, signed step by step, written as code; and signatures that fail. */
export function ExplorerPage() {
  const t = useTexts().explorer
  useTitle(t.title)
  const [address, setAddress] = useSearchParams()
  const { data, error } = useOperations()
  const chosen = data?.operations.find(
    ({ cloud, name }) => cloud === address.get('cloud') && name === address.get('operation'),
  )
  return (
    <>
      <h1>{t.title}</h1>
      <p className="quiet">{t.about}</p>
      {error ? <Failure error={error} /> : !data && <Waiting />}
      {data && (
        <OperationSelect
          operations={data.operations}
          chosen={chosen}
          onChoose={({ cloud, name }) => setAddress({ cloud, operation: name })}
        />
      )}
      {chosen && <OperationPanel key={`${chosen.cloud} ${chosen.name}`} operation={chosen} />}
      <DiagnosisPanel />
    </>
  )
}
