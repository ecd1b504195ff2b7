import { Button } from 'antd'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { groupChanges } from '../changes/group-changes.ts'
import { useChanges } from '../changes/use-changes.ts'
import { Failure } from '../parts/failure.tsx'
import { OmittedNotice } from '../parts/omitted-notice.tsx'
import { useTitle } from '../parts/use-title.ts'
import { Waiting } from '../parts/waiting.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { addressOf, filterIn } from './change-filter.ts'
import { ChangeGroupItem } from './change-group-item.tsx'
import { FilterForm } from './filter-form.tsx'

/** Everything that became of tags, newest first; what the address asks for of it. */
export function HistoryPage() {
  const t = useTexts().history
  useTitle(t.title)
  const [address, setAddress] = useSearchParams()
  const filter = useMemo(() => filterIn(address), [address])
  const { changes, omitted, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useChanges(filter)
  const groups = groupChanges(changes ?? [])
  return (
    <>
      <h1>{t.title}</h1>
      <FilterForm filter={filter} onFilter={(next) => setAddress(addressOf(next))} />
      <OmittedNotice omitted={omitted} />
      {error ? <Failure error={error} /> : !changes && <Waiting />}
      {changes && groups.length === 0 && <p>{t.nothing}</p>}
      <ol className="change-groups">
        {groups.map((group) => (
          <ChangeGroupItem
            key={`${group.requestId} ${group.changes[0].tenant} ${group.changes[0].revision}`}
            group={group}
          />
        ))}
      </ol>
      {hasNextPage && (
        <div>
          <Button loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {t.older}
          </Button>
        </div>
      )}
    </>
  )
}
