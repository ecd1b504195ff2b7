import { useSearchParams } from 'react-router'
import { quoteText } from '../../../src/tags/selector/quote-text.ts'
import { Failure } from '../parts/failure.tsx'
import { OmittedNotice } from '../parts/omitted-notice.tsx'
import { useTitle } from '../parts/use-title.ts'
import { Waiting } from '../parts/waiting.tsx'
import { useTagKeys } from '../search/use-counts.ts'
import { useTexts } from '../texts/use-texts.ts'
import { KeyTable } from './key-table.tsx'
import { SpellingsList } from './spellings-list.tsx'
import { ValuesPanel } from './values-panel.tsx'
import './tags-page.css'

const keysMax = 1000

/** All keys and values, how much of the fleet carries them, and which of them may be the same. */
export function TagsPage() {
  const t = useTexts().tags
  useTitle(t.title)
  const [address] = useSearchParams()
  const tagKey = address.get('key') ?? undefined
  const { data, error } = useTagKeys({ limit: keysMax })
  return (
    <>
      <h1>{t.title}</h1>
      {error ? <Failure error={error} /> : !data && <Waiting />}
      {data && (
        <>
          <OmittedNotice omitted={data.omitted} />
          <SpellingsList
            title={t.similarKeys}
            counts={data.counts}
            editTo={(kept, others) => ({ replace: others.map((key) => ({ key, by: { key: kept } })) })}
            whereAny={(others) => others.map((key) => `${quoteText(key)} exists`).join(' or ')}
          />
          <div className="tags-panels">
            <KeyTable counts={data.counts} chosen={tagKey} />
            {tagKey !== undefined && <ValuesPanel key={tagKey} tagKey={tagKey} />}
          </div>
        </>
      )}
    </>
  )
}
