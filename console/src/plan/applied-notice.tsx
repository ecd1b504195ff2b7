import { Alert } from 'antd'
import { Link } from 'react-router'
import type { AppliedTenant } from '../api/api-types.ts'
import { useTexts } from '../texts/use-texts.ts'

interface AppliedNoticeProps {
  readonly applied: { readonly requestId: string; readonly tenants: readonly AppliedTenant[] }
}

/** What was done, and the way to where it can be undone. */
export function AppliedNotice({ applied: { requestId, tenants } }: AppliedNoticeProps) {
  const t = useTexts().plan
  const sum = (of: 'instances' | 'tags') => tenants.reduce((total, tenant) => total + tenant[of], 0)
  return (
    <Alert
      type="success"
      showIcon
      role="status"
      title={t.applied(sum('instances'), sum('tags'))}
      description={<Link to={`/history?requestId=${encodeURIComponent(requestId)}`}>{t.showInHistory}</Link>}
    />
  )
}
