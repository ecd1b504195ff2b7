import { Checkbox } from 'antd'
import type { UndoConflict } from '../api/api-types.ts'
import { Difference } from '../changes/difference.tsx'
import { InstanceLink } from '../parts/instance-link.tsx'
import { useTexts } from '../texts/use-texts.ts'

interface ConflictListProps {
  readonly conflicts: readonly UndoConflict[]
  readonly overwritten: readonly UndoConflict[]
  onOverwrite(conflicts: readonly UndoConflict[]): void
}

/** Tags that were changed again since: they stay as they are, unless one says otherwise. */
export function ConflictList({ conflicts, overwritten, onOverwrite }: ConflictListProps) {
  const t = useTexts().undo
  const all = [...overwritten, ...conflicts.filter((one) => !overwritten.some((other) => isSame(one, other)))]
  if (all.length === 0) return null
  const toggle = (conflict: UndoConflict) => {
    const others = overwritten.filter((one) => !isSame(one, conflict))
    onOverwrite(others.length < overwritten.length ? others : [...overwritten, conflict])
  }
  return (
    <section className="stack" aria-label={t.conflicts}>
      <h3>{t.conflicts}</h3>
      <ul>
        {all.map((conflict) => (
          <li className="row" key={`${conflict.tenant} ${conflict.instance} ${conflict.key}`}>
            <InstanceLink tenant={conflict.tenant} id={conflict.instance} />
            {conflict.kind === 'instance-gone' ? (
              t.gone
            ) : (
              <>
                <Difference tagKey={conflict.key} before={conflict.found} after={conflict.wanted} />
                <Checkbox checked={overwritten.some((one) => isSame(one, conflict))} onChange={() => toggle(conflict)}>
                  {t.overwrite}
                </Checkbox>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function isSame(one: UndoConflict, other: UndoConflict): boolean {
  return one.tenant === other.tenant && one.instance === other.instance && one.key === other.key
}
