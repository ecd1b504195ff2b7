import { Link } from 'react-router'
import { Failure } from '../parts/failure.tsx'
import { TagChip } from '../parts/tag-chip.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { type Then, useTagsAsOf } from './use-tags-as-of.ts'

interface PastTagsPanelProps {
  readonly tenant: string
  readonly id: string
  readonly then: Then
}

/** The tags as they were: to be read only. */
export function PastTagsPanel({ tenant, id, then }: PastTagsPanelProps) {
  const t = useTexts().instance
  const { data, error } = useTagsAsOf(tenant, id, then)
  return (
    <section className="panel stack" aria-label={t.tagsThen}>
      <div className="row">
        <h2>{t.tagsThen}</h2>
        {data && <span className="quiet">{t.revision(data.revision)}</span>}
        <Link to=".">{t.backToNow}</Link>
      </div>
      {error ? <Failure error={error} /> : !data && <Waiting />}
      {data?.tags.length === 0 && <p>{t.noTags}</p>}
      <div className="row">
        {data?.tags.map((tag) => (
          <TagChip key={tag.key} tag={tag} />
        ))}
      </div>
    </section>
  )
}
