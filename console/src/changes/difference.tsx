import { useTexts } from '../texts/use-texts.ts'
import './difference.css'

interface DifferenceProps {
  readonly tagKey: string
  /** Absent where there is no such tag. */
  readonly before?: string | undefined
  readonly after?: string | undefined
}

/** A tag as it was, and as it is then. */
export function Difference({ tagKey, before, after }: DifferenceProps) {
  const t = useTexts().difference
  return (
    <span className="difference">
      <span className="difference-key">{tagKey}</span>
      {before !== undefined && (
        <del>
          <span className="visually-hidden">{t.before} </span>
          {before === '' ? t.empty : before}
        </del>
      )}
      <span aria-hidden="true">→</span>
      {after === undefined ? (
        <em>{t.removed}</em>
      ) : (
        <ins>
          <span className="visually-hidden">{t.after} </span>
          {after === '' ? t.empty : after}
        </ins>
      )}
    </span>
  )
}
