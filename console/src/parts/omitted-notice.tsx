import { Alert } from 'antd'
import type { Omitted } from '../api/api-types.ts'
import { useTexts } from '../texts/use-texts.ts'

/** What is not shown, because the policies do not let one list it. */
export function OmittedNotice({ omitted }: { readonly omitted: readonly Omitted[] }) {
  const t = useTexts().omitted
  if (omitted.length === 0) return null
  return (
    <Alert
      type="info"
      showIcon
      title={t.title}
      description={
        <ul>
          {omitted.map(({ cloud, tenant, regions, action }) => (
            <li key={`${cloud} ${tenant}`}>{t.item(tenant, regions ?? [], action)}</li>
          ))}
        </ul>
      }
    />
  )
}
