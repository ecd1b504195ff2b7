import { Link } from 'react-router'
import { useFormats } from '../parts/use-formats.ts'
import { useTexts } from '../texts/use-texts.ts'
import type { Counted } from './similar.ts'
import { useFleetSize } from './use-fleet-size.ts'

interface KeyTableProps {
  readonly counts: readonly Counted[]
  readonly chosen: string | undefined
}

/** Each key with the part of the fleet that carries it. */
export function KeyTable({ counts, chosen }: KeyTableProps) {
  const t = useTexts().tags
  const { number, share } = useFormats()
  const total = useFleetSize()
  return (
    <section className="panel stack" aria-label={t.keys}>
      <h2>{t.keys}</h2>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t.key}</th>
            <th scope="col">{t.instances}</th>
            <th scope="col">{t.coverage}</th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ text, instances }) => (
            <tr key={text}>
              <th scope="row">
                <Link to={`?key=${encodeURIComponent(text)}`} aria-current={text === chosen}>
                  {text}
                </Link>
              </th>
              <td>{number(instances)}</td>
              <td>
                {total !== undefined && total > 0 && (
                  <span className="coverage">
                    <meter aria-label={t.coverageOf(text)} max={total} value={Math.min(instances, total)} />
                    {share(Math.min(1, instances / total))}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
