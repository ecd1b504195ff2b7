import { Button } from 'antd'
import { useState } from 'react'
import type { Edit } from '../plan/edit.ts'
import { PlanDialog } from '../plan/plan-dialog.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { type Counted, similarSpellings } from './similar.ts'

interface SpellingsListProps {
  readonly title: string
  readonly counts: readonly Counted[]
  /** What makes one spelling of others. */
  editTo(kept: string, others: readonly string[]): Edit
  /** Selector of the instances that have one of them. */
  whereAny(others: readonly string[]): string
}

/** Spellings that are to become one. */
interface Merged {
  readonly kept: string
  readonly others: readonly string[]
}

/** Spellings that may mean the same, side by side; any of them can be made the only one. */
export function SpellingsList({ title, counts, editTo, whereAny }: SpellingsListProps) {
  const t = useTexts().tags
  const [merged, setMerged] = useState<Merged>()
  const groups = similarSpellings(counts)
  if (groups.length === 0 && !merged) return null
  return (
    <section className="panel stack" aria-label={title}>
      <h2>{title}</h2>
      <p className="quiet">{t.chooseKept}</p>
      <ul className="spellings">
        {groups.map((group) => (
          <li className="row" key={group[0].text}>
            {group.map(({ text: kept, instances }) => (
              <Button
                key={kept}
                onClick={() => setMerged({ kept, others: textsIn(group).filter((text) => text !== kept) })}
              >
                <span className="visually-hidden">{t.keep} </span>
                {kept} <span className="quiet">{instances}</span>
              </Button>
            ))}
          </li>
        ))}
      </ul>
      {merged && (
        <PlanDialog
          title={t.makeOne(merged.others, merged.kept)}
          chosen={{ where: whereAny(merged.others) }}
          edit={editTo(merged.kept, merged.others)}
          onClose={() => setMerged(undefined)}
        />
      )}
    </section>
  )
}

function textsIn(group: readonly Counted[]): readonly string[] {
  return group.map(({ text }) => text)
}
